/** The group BELENIOS-2048 in BigInt: powers by table for bases that stay, by windows for others, and who belongs. */

export const NAME = 'BELENIOS-2048';
export const P = BigInt(
	'20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719'
);
export const G = BigInt(
	'2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627'
);
export const Q = 78571733251071885079927659812671450121821421258408794611510081919805623223441n;

/** A table's comb (Lim and Lee 1994): 29 multiplications and 2 squarings a power of 261 bits, built in about 5,600. */
const TEETH = 9;
const SPACE = 29;
const DEPTH = 3;
const COLUMNS = Math.ceil(SPACE / DEPTH);
const WINDOW = 5;
/** A wrong element among many slips by with a chance of 2^-SUBSETS. */
export const SUBSETS = 64;

export const mod = (value: bigint, by: bigint = Q) => {
	const rest = value % by;
	return rest < 0n ? rest + by : rest;
};

/** Powers of one base, to exponents below q; makes itself at the first use. */
export class Table {
	private made: bigint[][] | null = null;

	constructor(readonly base: bigint) {}

	power(exponent: bigint): bigint {
		return together([this.rows, digitsOf(exponent)]);
	}

	/** For each column the product of the teeth that a digit names. */
	get rows(): bigint[][] {
		return (this.made ??= this.build());
	}

	private build(): bigint[][] {
		let teeth = [this.base];
		while (teeth.length < TEETH) teeth.push(squared(teeth.at(-1)!, SPACE));
		const rows: bigint[][] = [];
		while (rows.length < COLUMNS) {
			const row = [1n];
			for (const tooth of teeth) row.push(...row.map((one) => (one * tooth) % P));
			rows.push(row);
			teeth = teeth.map((tooth) => squared(tooth, DEPTH));
		}
		return rows;
	}
}

type Digits = Uint16Array;

/** What a comb reads of an exponent at each of its places: bit n of a digit is where tooth n stands. */
function digitsOf(exponent: bigint): Digits {
	const digits = new Uint16Array(COLUMNS * DEPTH);
	const bits = exponent.toString(2);
	for (let at = 0, last = bits.length - 1; at <= last; at++) if (bits.charCodeAt(last - at) === 49) digits[at % SPACE]! |= 1 << Math.floor(at / SPACE);
	return digits;
}

/** Powers of one or two bases, multiplied: they are squared together. */
function together(...factors: [bigint[][], Digits][]): bigint {
	let found = 1n;
	for (let depth = DEPTH - 1; depth >= 0; depth--) {
		found = (found * found) % P;
		for (const [rows, digits] of factors) {
			for (let column = 0; column < COLUMNS; column++) {
				const digit = digits[column * DEPTH + depth]!;
				if (digit) found = (found * rows[column]![digit]!) % P;
			}
		}
	}
	return found;
}

function squared(value: bigint, times: number): bigint {
	for (let n = 0; n < times; n++) value = (value * value) % P;
	return value;
}

const generator = new Table(G);
export const gTo = (exponent: bigint) => generator.power(exponent);

/** g to an exponent, and a key to the same, the latter times g to another. */
export function pairOf(key: Table, exponent: bigint, moved = 0n): [bigint, bigint] {
	const digits = digitsOf(exponent);
	const second: [bigint[][], Digits] = [key.rows, digits];
	return [together([generator.rows, digits]), moved ? together(second, [generator.rows, digitsOf(moved)]) : together(second)];
}

const keys = new Map<bigint, Table>();
const MOST_TABLES = 4;

/** The table of an election's key, kept for the latest few of this worker. */
export function tableOf(base: bigint): Table {
	let found = keys.get(base);
	if (!found) {
		found = new Table(base);
		if (keys.size >= MOST_TABLES) keys.delete(keys.keys().next().value!);
		keys.set(base, found);
	}
	return found;
}

/** Any base to any exponent that is not negative. */
export function power(base: bigint, exponent: bigint): bigint {
	if (exponent < 2n) return exponent ? base : 1n;
	const digits = exponent.toString(2);
	const bits = digits.padStart(Math.ceil(digits.length / WINDOW) * WINDOW, '0');
	const row = [1n, base];
	while (row.length < 1 << WINDOW) row.push((row.at(-1)! * base) % P);
	let found = row[parseInt(bits.slice(0, WINDOW), 2)]!;
	for (let at = WINDOW; at < bits.length; at += WINDOW) {
		for (let n = 0; n < WINDOW; n++) found = (found * found) % P;
		const digit = parseInt(bits.slice(at, at + WINDOW), 2);
		if (digit) found = (found * row[digit]!) % P;
	}
	return found;
}

/** All the bases to their exponents, multiplied: the more there are, the less each costs. */
export function manyPowers(bases: bigint[], exponents: bigint[]): bigint {
	const digits = exponents.map((exponent) => exponent.toString(16));
	const length = 2 * Math.ceil(Math.max(0, ...digits.map((one) => one.length)) / 2);
	const padded = digits.map((one) => one.padStart(length, '0'));
	let found = 1n;
	for (let at = 0; at < length; at += 2) {
		for (let n = 0; n < 8; n++) found = (found * found) % P;
		const heaps = Array<bigint>(256).fill(1n);
		for (const [n, base] of bases.entries()) {
			const digit = parseInt(padded[n]!.slice(at, at + 2), 16);
			heaps[digit] = (heaps[digit]! * base) % P;
		}
		let [run, all] = [1n, 1n];
		for (let digit = 255; digit; digit--) {
			run = (run * heaps[digit]!) % P;
			all = (all * run) % P;
		}
		found = (found * all) % P;
	}
	return found;
}

export const product = (factors: Iterable<bigint>) => {
	let found = 1n;
	for (const factor of factors) found = (found * factor) % P;
	return found;
};

/** The inverse modulo a prime, by Euclid. */
export function inverse(value: bigint, by: bigint = P): bigint {
	let [a, b, x, y] = [mod(value, by), by, 1n, 0n];
	while (b) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
	return mod(x, by);
}

/** 384 random bits modulo q: no bias that anybody could see. */
export function randomExponent(): bigint {
	return fromBytes(crypto.getRandomValues(new Uint8Array(48))) % Q;
}

export const fromBytes = (bytes: Uint8Array) => BigInt(`0x${hex(bytes) || '0'}`);
export const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const isMember = (element: bigint) => element > 0n && element < P && power(element, Q) === 1n;

/** Whether all lie in the group: each of many random subsets has a product, which one element outside makes wrong in half of them. */
export function areMembers(elements: bigint[]): boolean {
	if (!areInRange(elements)) return false;
	if (elements.length <= SUBSETS) return elements.every(isMember);
	return subsetProducts(elements, drawCoins(elements.length)).every(isMember);
}

export const areInRange = (elements: bigint[]) => elements.every((element) => element > 0n && element < P);

/** For each of so many elements a random number of 64 bits: bit n says whether it is in the n-th subset. */
export function drawCoins(count: number): bigint[] {
	const coins: bigint[] = [];
	while (coins.length < count) coins.push(...crypto.getRandomValues(new BigUint64Array(Math.min(1024, count - coins.length))));
	return coins;
}

/** The products of 64 subsets, eight subsets at a time: those that are in the same of the eight are multiplied first. */
export function subsetProducts(elements: bigint[], coins: bigint[]): bigint[] {
	const found = Array<bigint>(SUBSETS).fill(1n);
	for (let start = 0; start < SUBSETS; start += 8) {
		const heaps = Array<bigint>(256).fill(1n);
		for (const [n, element] of elements.entries()) {
			const digit = Number((coins[n]! >> BigInt(start)) & 255n);
			if (digit) heaps[digit] = (heaps[digit]! * element) % P;
		}
		for (let bit = 7; bit >= 0; bit--) {
			const half = 1 << bit;
			found[start + bit] = product(heaps.slice(half, 2 * half));
			for (let digit = 1; digit < half; digit++) heaps[digit] = (heaps[digit]! * heaps[digit + half]!) % P;
		}
	}
	return found;
}

/** From the products of the subsets: each element to the power of its coin, all multiplied. */
export const weighedProduct = (products: bigint[]) => products.reduceRight((found, one) => (((found * found) % P) * one) % P, 1n);
