/** Voting cards: a key short enough to write on a slip of paper. Whoever reads the code can sign with it. */
import { fromBytes, Q } from './group';
import { bytesOf, digest } from './hashes';

/** Read aloud and written by hand without mistakes, as the receipts' letters. */
const ALPHABET = '23456789ACDEFGHJKMNPQRTVWXY';
/** Taken for another by whoever copies them. */
const MISREAD: Record<string, string> = { B: '8', S: '5', Z: '2' };
/** 85 bits, of which nobody tries half: each try costs the rounds below, and a power. */
const RANDOM = 18;
const CHECK = 2;
const GROUP = 4;
const ROUNDS = 100_000;
/** Above it a byte would make some letters likelier. */
const FAIR = 256 - (256 % ALPHABET.length);

/** Five groups of four; the last two letters say whether the others were copied right. */
export async function newCode(): Promise<string> {
	let code = '';
	while (code.length < RANDOM)
		for (const byte of crypto.getRandomValues(new Uint8Array(64))) if (byte < FAIR && code.length < RANDOM) code += ALPHABET[byte % ALPHABET.length];
	code += await checkOf(code);
	return code.match(new RegExp(`.{${GROUP}}`, 'g'))!.join(' ');
}

/** The key of a card in one meeting; null for a code that was not copied right. */
export async function keyOfCode(meeting: string, typed: string): Promise<bigint | null> {
	const code = clean(typed);
	if (code.length !== RANDOM + CHECK || code.slice(RANDOM) !== (await checkOf(code.slice(0, RANDOM)))) return null;
	const key = await crypto.subtle.importKey('raw', bytesOf(code) as Uint8Array<ArrayBuffer>, 'PBKDF2', false, ['deriveBits']);
	const salt = bytesOf(`stadga-card|${meeting}`) as Uint8Array<ArrayBuffer>;
	const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS }, key, 384);
	return fromBytes(new Uint8Array(bits)) % Q;
}

const clean = (typed: string) =>
	[...typed.toUpperCase()].map((sign) => MISREAD[sign] ?? sign).filter((sign) => ALPHABET.includes(sign)).join('');

async function checkOf(code: string): Promise<string> {
	const [first, second] = await digest(`stadga-card|${code}`);
	const value = (first! * 256 + second!) % ALPHABET.length ** CHECK;
	return ALPHABET[Math.floor(value / ALPHABET.length)]! + ALPHABET[value % ALPHABET.length]!;
}
