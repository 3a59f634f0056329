/** What trustees say to each other: signed, then encrypted, in the shape of Debian's tool. The seed is all that is kept. */
import { anElement, aText, members, read, Refused, written } from './canonical';
import { BASE58 } from './elections';
import { gTo, hex, isMember, P, power, Q, randomExponent } from './group';
import { bytesOf, challenge, digest } from './hashes';
import { knows, proofJson, proveKnowledge, readProof, type Proof } from './proofs';

export interface Signed {
	message: string;
	signature: Proof;
}

export interface Keys {
	signing: bigint;
	deciphering: bigint;
	verification: bigint;
	encryption: bigint;
}

const SEED_LENGTH = 22;
const NONCE = 13;
const TAG = 8;
const BLOCK = 16;

/** 22 characters that nobody can guess; bytes that would bias a character are thrown away. */
export function newSeed(): string {
	let seed = '';
	while (seed.length < SEED_LENGTH)
		for (const byte of crypto.getRandomValues(new Uint8Array(64))) if (byte < 232 && seed.length < SEED_LENGTH) seed += BASE58[byte % 58];
	return seed;
}

export async function keysOf(seed: string): Promise<Keys> {
	const signing = await challenge('sk', seed);
	const deciphering = await challenge('dk', seed);
	return { signing, deciphering, verification: gTo(signing), encryption: gTo(deciphering) };
}

export const signedJson = ({ message, signature }: Signed) => ({ message, signature: proofJson(signature) });

export const sign = async (signing: bigint, message: string): Promise<Signed> => ({
	message,
	signature: await proveKnowledge(signing, (commitment) => challenge('sigmsg', message, commitment))
});

export const isSignedBy = (verification: bigint, { message, signature }: Signed) =>
	knows(verification, signature, (commitment) => challenge('sigmsg', message, commitment));

export function readSigned(value: unknown, what: string): Signed {
	const found = members(value, what, ['message', 'signature']);
	return { message: aText(found.message, what), signature: readProof(found.signature, `the signature of ${what}`) };
}

export async function send(signing: bigint, recipient: bigint, message: string): Promise<string> {
	const signed = await sign(signing, written({ recipient: String(recipient), message }));
	const random = randomExponent();
	const shared = gTo(randomExponent());
	const alpha = gTo(random);
	const data = await seal(shared, alpha, bytesOf(written(signedJson(signed))));
	return written({ alpha: String(alpha), beta: String((power(recipient, random) * shared) % P), data: hex(data) });
}

/** Decrypt, and check who signed it and that it was meant for us. */
export async function receive(text: unknown, keys: Keys, sender: bigint, what: string): Promise<string> {
	const found = members(read(aText(text, what), what), what, ['alpha', 'beta', 'data']);
	const alpha = anElement(found.alpha, 'alpha');
	const beta = anElement(found.beta, 'beta');
	if (!isMember(alpha) || !isMember(beta)) throw new Refused(`${what}: a message lies outside the group`);
	const opened = await unseal((beta * power(alpha, Q - keys.deciphering)) % P, alpha, fromHex(aText(found.data, 'data')));
	if (!opened) throw new Refused(`${what}: a message cannot be decrypted with this key`);
	const signed = readSigned(read(new TextDecoder().decode(opened), what), what);
	const inner = members(read(signed.message, what), what, ['recipient', 'message']);
	if (!(await isSignedBy(sender, signed))) throw new Refused(`${what} was not signed by its sender`);
	if (inner.recipient !== String(keys.encryption)) throw new Refused(`${what} was meant for somebody else`);
	return aText(inner.message, what);
}

// AES-CCM out of what WebCrypto has: CTR for the text, the last block of CBC as the tag.

async function seal(shared: bigint, alpha: bigint, text: Uint8Array): Promise<Uint8Array> {
	const { key, nonce } = await secrets(shared, alpha);
	const tag = (await macOf(key, nonce, text)).slice(0, TAG);
	const masked = await counted(key, nonce, concat(padded(tag), text));
	return concat(masked.slice(BLOCK), masked.slice(0, TAG));
}

async function unseal(shared: bigint, alpha: bigint, data: Uint8Array | null): Promise<Uint8Array | null> {
	if (!data || data.length < TAG) return null;
	const { key, nonce } = await secrets(shared, alpha);
	const opened = await counted(key, nonce, concat(padded(data.slice(-TAG)), data.slice(0, -TAG)));
	const text = opened.slice(BLOCK);
	const tag = await macOf(key, nonce, text);
	return opened.slice(0, TAG).every((byte, n) => byte === tag[n]) ? text : null;
}

async function secrets(shared: bigint, alpha: bigint) {
	const nonce = (await digest(`iv|${alpha}`)).slice(0, NONCE);
	return { key: await digest(`key|${shared}`), nonce };
}

/** CTR from block 0, which masks the tag; the text begins with block 1. */
async function counted(raw: Uint8Array, nonce: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
	const key = await crypto.subtle.importKey('raw', buffer(raw), 'AES-CTR', false, ['encrypt']);
	const counter = buffer(concat(new Uint8Array([1]), nonce, new Uint8Array(2)));
	return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CTR', counter, length: 16 }, key, buffer(data)));
}

async function macOf(raw: Uint8Array, nonce: Uint8Array, text: Uint8Array): Promise<Uint8Array> {
	if (text.length > 0xffff) throw new Refused('a message is too long');
	const key = await crypto.subtle.importKey('raw', buffer(raw), 'AES-CBC', false, ['encrypt']);
	const flags = ((TAG - 2) / 2) * 8 + 1;
	const first = concat(new Uint8Array([flags]), nonce, new Uint8Array([text.length >> 8, text.length & 255]));
	const blocks = concat(first, padded(text));
	const chained = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(BLOCK) }, key, buffer(blocks)));
	return chained.slice(blocks.length - BLOCK, blocks.length);
}

const buffer = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;
const padded = (bytes: Uint8Array) => concat(bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));

function concat(...parts: Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

const fromHex = (text: string) =>
	/^([0-9a-f]{2})*$/.test(text) ? new Uint8Array((text.match(/../g) ?? []).map((pair) => parseInt(pair, 16))) : null;
