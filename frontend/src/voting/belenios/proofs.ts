/** Proofs: that a number is known, and that a ciphertext holds one of a few values. */
import { aList, anElement, anExponent, members } from './canonical';
import { G, gTo, inverse, mod, NAME, P, pairOf, power, Q, randomExponent, tableOf } from './group';
import type { Draw } from './draws';
import { challenge } from './hashes';

export interface Proof {
	challenge: bigint;
	response: bigint;
}

export interface Ciphertext {
	alpha: bigint;
	beta: bigint;
}

/** A case that is to be proved by who made the ciphertext: its randomness, and how far its value is from the case's. */
export interface Opening {
	randomness: bigint;
	distance: bigint;
}

type Hashed = (commitment: bigint) => Promise<bigint>;

export const proofJson = (proof: Proof) => ({ challenge: String(proof.challenge), response: String(proof.response) });
export const ciphertextJson = ({ alpha, beta }: Ciphertext) => ({ alpha: String(alpha), beta: String(beta) });

export function readProof(value: unknown, what: string): Proof {
	const found = members(value, what, ['challenge', 'response']);
	return { challenge: anExponent(found.challenge, what), response: anExponent(found.response, what) };
}

export const readProofs = (value: unknown, what: string, length: number) => aList(value, what, length).map((item) => readProof(item, what));

export function readCiphertext(value: unknown, what: string): Ciphertext {
	const found = members(value, what, ['alpha', 'beta']);
	return { alpha: anElement(found.alpha, what), beta: anElement(found.beta, what) };
}

export async function proveKnowledge(secret: bigint, hashed: Hashed): Promise<Proof> {
	const nonce = randomExponent();
	const asked = await hashed(gTo(nonce));
	return { challenge: asked, response: mod(nonce - secret * asked) };
}

export const knows = async (known: bigint, proof: Proof, hashed: Hashed) =>
	(await hashed((gTo(proof.response) * power(known, proof.challenge)) % P)) === proof.challenge;

export const pok = (known: bigint): Hashed => (commitment) => challenge('pok', NAME, known, commitment);

const inverses = new Map<number, bigint>();

/** The case that a ciphertext holds a value. */
export function holds(ciphertext: Ciphertext, value: number): Ciphertext {
	if (!inverses.has(value)) inverses.set(value, inverse(power(G, BigInt(value))));
	return { alpha: ciphertext.alpha, beta: (ciphertext.beta * inverses.get(value)!) % P };
}

/** Whether the proofs show that one of the cases is true. */
export async function isOneOf(key: bigint, cases: Ciphertext[], proofs: Proof[], prefix: string): Promise<boolean> {
	const table = tableOf(key);
	const committed = cases.flatMap(({ alpha, beta }, n) => {
		const proof = proofs[n]!;
		return [
			(gTo(proof.response) * power(alpha, proof.challenge)) % P,
			(table.power(proof.response) * power(beta, proof.challenge)) % P
		];
	});
	return (await challenge(prefix, committed.join())) === proofs.reduce((total, proof) => (total + proof.challenge) % Q, 0n);
}

/**
 * Prove it without telling which. The maker knows the randomness, so every power is read out of a table. Draws the
 * nonce, then a challenge and a response for each false case in their order.
 */
export async function proveOneOf(key: bigint, cases: Opening[], truth: number, prefix: string, draw: Draw = randomExponent): Promise<Proof[]> {
	const table = tableOf(key);
	const nonce = draw();
	let others = 0n;
	const committed: bigint[] = [];
	const proofs = cases.map(({ randomness, distance }, n): Proof => {
		if (n === truth) {
			committed.push(...pairOf(table, nonce));
			return { challenge: 0n, response: 0n };
		}
		const proof = { challenge: draw(), response: draw() };
		others += proof.challenge;
		const exponent = mod(proof.response + randomness * proof.challenge);
		committed.push(...pairOf(table, exponent, mod(distance * proof.challenge)));
		return proof;
	});
	const asked = mod((await challenge(prefix, committed.join())) - others);
	proofs[truth] = { challenge: asked, response: mod(nonce - cases[truth]!.randomness * asked) };
	return proofs;
}
