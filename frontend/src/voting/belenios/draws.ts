/** Random exponents that one seed gives: whoever is shown the seed makes the very same ballot again. */
import { fromBytes, Q } from './group';
import { bytesOf } from './hashes';

export type Draw = () => bigint;

/** Bytes of a seed. */
export const SEED = 32;

export const freshSeed = () => crypto.getRandomValues(new Uint8Array(SEED));

/**
 * The first `count` exponents of a seed under a label: HMAC-SHA-256 keyed with the seed over `label|0`, `label|1`, …,
 * read big-endian; what is not below q is thrown away, so none is likelier than another.
 */
export async function drawsFrom(seed: Uint8Array, label: string, count: number): Promise<Draw> {
	const key = await crypto.subtle.importKey('raw', seed as Uint8Array<ArrayBuffer>, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
	const block = async (n: number) => fromBytes(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(`${label}|${n}`) as Uint8Array<ArrayBuffer>)));
	const found: bigint[] = [];
	for (let n = 0; found.length < count; ) {
		const missing = count - found.length;
		const blocks = await Promise.all(Array.from({ length: missing }, (_, more) => block(n + more)));
		found.push(...blocks.filter((value) => value < Q));
		n += missing;
	}
	let taken = 0;
	return () => {
		if (taken === found.length) throw new Error('more randomness was drawn than the ballot needs');
		return found[taken++]!;
	};
}
