/** A ballot that is opened instead of cast: what its device shows, and what another device finds in it. */
import { ballotAgain, readBallot } from './ballots';
import { Refused } from './canonical';
import { SEED } from './draws';
import { widthOf, type Election } from './elections';
import { fromBytes, P, Q } from './group';
import { hexadecimal } from './hashes';

/** `code`: as on the receipt and the board. `unreadable`: not whole, nothing is said of the ballot. `untrue`: another ballot was signed. */
export type Opened = { verdict: 'true'; code: string; marks: number[][] } | { verdict: 'unreadable' } | { verdict: 'untrue'; reason: string };

const VERSION = 1;
const EXPONENT = 32;
const ELEMENT = 256;
const HEAD = 1 + SEED + 2 * EXPONENT + ELEMENT;

/**
 * A byte 1, the seed, the signature's challenge and response, the credential, then a bit for each mark, the first one
 * highest; Base64 with - and _, without padding. Whoever reads it reads the vote, and can sign nothing else with it.
 */
export function writtenOpening(ballot: string, election: Election, marks: number[][], seed: Uint8Array): string {
	const { credential, signature } = readBallot(ballot, election);
	const bits = marks.flat();
	const bytes = new Uint8Array(HEAD + Math.ceil(bits.length / 8));
	bytes[0] = VERSION;
	bytes.set(seed, 1);
	bytes.set(bytesOf(signature.challenge, EXPONENT), 1 + SEED);
	bytes.set(bytesOf(signature.response, EXPONENT), 1 + SEED + EXPONENT);
	bytes.set(bytesOf(credential, ELEMENT), 1 + SEED + 2 * EXPONENT);
	for (const [n, bit] of bits.entries()) bytes[HEAD + (n >> 3)]! |= bit << (7 - (n & 7));
	return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Makes the ballot again, from the election as this device was given it, and says what it holds. */
export async function readOpening(text: string, election: Election): Promise<Opened> {
	const bytes = bytesIn(text);
	const width = election.questions.reduce((all, question) => all + widthOf(question), 0);
	if (!bytes || bytes[0] !== VERSION || bytes.length !== HEAD + Math.ceil(width / 8)) return { verdict: 'unreadable' };
	const part = (from: number, length: number) => bytes.subarray(from, from + length);
	const signature = { challenge: fromBytes(part(1 + SEED, EXPONENT)), response: fromBytes(part(1 + SEED + EXPONENT, EXPONENT)) };
	const credential = fromBytes(part(1 + SEED + 2 * EXPONENT, ELEMENT));
	if (signature.challenge >= Q || signature.response >= Q || credential < 1n || credential >= P) return { verdict: 'unreadable' };
	const bits = Array.from({ length: width }, (_, n) => (bytes[HEAD + (n >> 3)]! >> (7 - (n & 7))) & 1);
	const marks = election.questions.map((question) => bits.splice(0, widthOf(question)));
	try {
		const ballot = await ballotAgain(election, credential, marks, part(1, SEED), signature);
		return { verdict: 'true', code: await hexadecimal(ballot), marks };
	} catch (error) {
		if (error instanceof Refused) return { verdict: 'untrue', reason: error.message };
		throw error;
	}
}

function bytesOf(value: bigint, length: number): Uint8Array {
	const digits = value.toString(16).padStart(2 * length, '0');
	return Uint8Array.from({ length }, (_, n) => parseInt(digits.slice(2 * n, 2 * n + 2), 16));
}

function bytesIn(text: string): Uint8Array | null {
	if (!/^[\w-]+$/.test(text)) return null;
	try {
		return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
	} catch {
		return null;
	}
}
