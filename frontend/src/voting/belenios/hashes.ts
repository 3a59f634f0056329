/** The hash strings of the specification, by WebCrypto. */
import { fromBytes, hex, Q } from './group';

const encoder = new TextEncoder();

export const bytesOf = (text: string) => encoder.encode(text);

export async function digest(data: string | Uint8Array, algorithm = 'SHA-256'): Promise<Uint8Array> {
	const bytes = typeof data === 'string' ? bytesOf(data) : data;
	return new Uint8Array(await crypto.subtle.digest(algorithm, bytes as Uint8Array<ArrayBuffer>));
}

/** SHA-256 over the parts with bars between, modulo q. */
export const challenge = async (...parts: (string | bigint)[]) => fromBytes(await digest(parts.join('|'))) % Q;

export const hexadecimal = async (data: string | Uint8Array) => hex(await digest(data));

/** An election's fingerprint, a ballot's tracker: Base64 without padding. */
export const fingerprint = async (data: string | Uint8Array) =>
	btoa(String.fromCharCode(...(await digest(data)))).replace(/=+$/, '');
