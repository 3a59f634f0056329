/** JSON as it is hashed. Reading is strict; what is wrong is Refused, with the place, in the verifier's one line. */
import { P, Q } from './group';

export class Refused extends Error {}

const DECIMAL = /^(0|[1-9][0-9]*)$/;
const DIGITS = String(P).length;
const LONGEST_SHARE = 100;

export type Members = Record<string, unknown>;

export const written = (value: unknown) => JSON.stringify(value);

/** A JSON text. Floats, and names that stand twice in one object, are none of ours: readers might take them differently. */
export function read(text: string, what: string): unknown {
	const value = parsed(text, what);
	let names = 0;
	for (const [token, colon] of text.matchAll(TOKENS)) {
		if (colon) names++;
		else if (token[0] !== '"' && /[.eE]/.test(token)) throw new Refused(`${what}: “${token.slice(0, 20)}” is not a whole number`);
	}
	if (names > shallow(what, () => namesIn(value))) throw new Refused(`${what}: a member stands twice in one object`);
	return value;
}

/** A record in its one form: no spaces, no number written otherwise. */
export function readCanonical(text: string, what: string): unknown {
	const value = read(text, what);
	if (shallow(what, () => written(value)) !== text) throw new Refused(`${what} is not in canonical form`);
	return value;
}

/** Strings, with the colon that makes one a member's name, and numbers. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|-?\d[\d.eE+-]*/g;

function parsed(text: string, what: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Refused(`${what} is not JSON`);
	}
}

function namesIn(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	const inside = Object.values(value);
	return inside.reduce((found: number, one) => found + namesIn(one), Array.isArray(value) ? 0 : inside.length);
}

function shallow<Found>(what: string, act: () => Found): Found {
	try {
		return act();
	} catch (error) {
		throw error instanceof RangeError ? new Refused(`${what} is nested too deeply`) : error;
	}
}

export function members(value: unknown, what: string, names: string[], optional: string[] = []): Members {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused(`${what} is not an object`);
	for (const name of names) if (!Object.hasOwn(value, name)) throw new Refused(`${what} has no “${name}”`);
	for (const name of Object.keys(value))
		if (!names.includes(name) && !optional.includes(name)) throw new Refused(`${what} has an unknown member “${name.slice(0, 40)}”`);
	return value as Members;
}

export function aList(value: unknown, what: string, length?: number): unknown[] {
	if (!Array.isArray(value)) throw new Refused(`${what} is not a list`);
	if (length !== undefined && value.length !== length) throw new Refused(`${what} has ${value.length} items, not ${length}`);
	return value;
}

export function aText(value: unknown, what: string): string {
	if (typeof value !== 'string' || /\p{Surrogate}/u.test(value)) throw new Refused(`${what} is not text`);
	return value;
}

export function aCount(value: unknown, what: string, least = 0): number {
	if (!Number.isSafeInteger(value) || (value as number) < least) throw new Refused(`${what} is not a whole number from ${least}`);
	return value as number;
}

const number = (value: unknown, what: string, longest: number) => {
	if (typeof value !== 'string' || value.length > longest || !DECIMAL.test(value)) throw new Refused(`${what} is not a number in base 10`);
	return BigInt(value);
};

export function anElement(value: unknown, what: string): bigint {
	const found = number(value, what, DIGITS);
	if (found < 1n || found >= P) throw new Refused(`${what} is not between 1 and p`);
	return found;
}

/** A share may be larger than q: honest trustees with Debian's tool send such. */
export const aShare = (value: unknown, what: string) => number(value, what, LONGEST_SHARE);

export function anExponent(value: unknown, what: string): bigint {
	const found = aShare(value, what);
	if (found >= Q) throw new Refused(`${what} is not below q`);
	return found;
}
