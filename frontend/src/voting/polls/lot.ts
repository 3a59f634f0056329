/** A lot as anybody can compute it again: SHA-256 of seed and names, divided by how many they are. */
import type { Poll } from '$platform/api/types';

export interface Draw {
	ids: string[];
	digest: string;
	index: number;
	winner: string;
}

export interface DrawnLot {
	seed?: string;
	ids?: string[];
	digest?: string;
	index?: number;
	winners?: string[];
	/** Of a lot on an order: everybody, also the last, whom nobody needs to draw. */
	names?: string[];
	draws?: Draw[];
	how?: string;
}

/** Each draw; a lot on one place has one. None for a lot on paper. */
export function drawsOf(lot: DrawnLot): Draw[] {
	if (lot.draws?.length) return lot.draws;
	const { ids, digest, index } = lot;
	if (!ids?.length || !digest || index === undefined) return [];
	return [{ ids, digest, index, winner: ids[index] ?? '' }];
}

/** The text that the digest is of. */
export function written(seed: string, draw: Draw): string {
	return `${seed}|${draw.ids.join(',')}`;
}

export function digestCommand(seed: string, draw: Draw): string {
	return `printf %s ${shellQuoted(written(seed, draw))} | sha256sum`;
}

export function restCommand(draw: Draw): string {
	return `python3 -c "print(int('${draw.digest}', 16) % ${draw.ids.length})"`;
}

/** In groups of eight, so that two people can read it to each other. */
export function grouped(digest: string): string {
	return digest.match(/.{1,8}/g)?.join(' ') ?? digest;
}

export interface Named {
	id: string;
	name: string;
	detail?: string;
	/** What the lot calls them, where that is not the name. */
	key?: string;
}

/** Those in a poll's tie, sorted as the lot sorts them: by code point, not by alphabet. Yes and no are called so. */
export function tiedIn(poll: Poll): Named[] {
	const between = poll.tie?.between ?? [];
	const named = between.map((value) => {
		const { label, hint } = poll.options.find((option) => option.value === value) ?? { label: value, hint: '' };
		return poll.kind === 'yes_no' ? { id: value, name: label, key: value, detail: value } : { id: value, name: label, detail: hint };
	});
	return sortedForLot(named);
}

export function sortedForLot<N extends Named>(names: N[]): N[] {
	const points = (text: string) => [...text].map((sign) => sign.codePointAt(0) ?? 0);
	return [...names].sort((one, other) => {
		const [a, b] = [points(one.key ?? one.name), points(other.key ?? other.name)];
		for (let n = 0; n < Math.min(a.length, b.length); n += 1) if (a[n] !== b[n]) return a[n]! - b[n]!;
		return a.length - b.length;
	});
}

function shellQuoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
