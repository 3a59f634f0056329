/**
 * The proofs of many ballots at once, with the commitments that the house computed when each came in. Nothing of it is
 * believed: each challenge is taken over them, and a random sum of all the equations has to hold in the group. That costs an
 * eighth of computing them anew, and what is wrong slips by with a chance of 2^-64. False means that somebody has to look at
 * each by itself: a proof is wrong, or the house's help is.
 */
import { claimsOf, elementsOf, type Ballot } from './ballots';
import { aText, members, read, Refused } from './canonical';
import type { Election } from './elections';
import { areInRange, drawCoins, gTo, isMember, manyPowers, mod, power, product, Q, SUBSETS, subsetProducts, weighedProduct } from './group';
import { challenge } from './hashes';

/** Of each ballot, by its SHA-256, the commitments of its signature and of each proof as they are written. */
export type Commitments = ReadonlyMap<string, string[]>;

const ELEMENT = /^[1-9][0-9]{0,616}$/;

/** Help that cannot be read is no help. */
export function readCommitments(text: string | null | undefined, election: Election): Commitments {
	const what = 'the file of commitments';
	try {
		const value = members(read(text ?? '', what), what, ['version', 'election', 'ballots']);
		if (value.version !== 1 || value.election !== election.fingerprint) return new Map();
		return new Map(Object.entries(value.ballots as object).map(([hash, line]) => [hash, aText(line, what).split(',')]));
	} catch (error) {
		if (error instanceof Refused || error instanceof TypeError) return new Map();
		throw error;
	}
}

/** What some of the ballots give to the sum: made anywhere, put together by multiplying. */
export interface Part {
	/** Products of the 64 random subsets, of the commitments and of the ciphertexts. */
	commitments: bigint[];
	ciphertexts: bigint[];
	/** The right side of the sum: powers of ciphertexts and credentials, and the exponents of g and of the key. */
	powers: bigint;
	g: bigint;
	y: bigint;
}

/** Whether every signature and every proof of these ballots is true, and every ciphertext in the group. */
export async function holdTogether(election: Election, ballots: Ballot[], helps: string[][]): Promise<boolean> {
	return agree(election, [await partOf(election, ballots, helps)]);
}

/** Null when a challenge was taken over other commitments than those of the help. */
export async function partOf(election: Election, ballots: Ballot[], helps: string[][]): Promise<Part | null> {
	const sum = new Sum();
	for (const [n, ballot] of ballots.entries()) if (!(await claimed(sum, ballot, election, helps[n]!))) return null;
	return sum.part(ballots.flatMap(elementsOf));
}

/**
 * The verdict on all the parts. The random bits that weigh a commitment also tell which subsets it is in when membership is
 * tried: what lies outside the group is found by these, and when nothing does, an equation that is false is found by the sum.
 */
export function agree(election: Election, parts: (Part | null)[]): boolean {
	const all = parts.filter((part) => part !== null);
	if (all.length < parts.length) return false;
	const subset = (n: number) => product(all.map((part) => part.commitments[n]!));
	const commitments = Array.from({ length: SUBSETS }, (_, n) => subset(n));
	const isInside = commitments.every((one, n) => isMember(product([one, ...all.map((part) => part.ciphertexts[n]!)])));
	if (!isInside) return false;
	const fixed = (name: 'g' | 'y') => mod(all.reduce((found, part) => found + part[name], 0n));
	const right = product([gTo(fixed('g')), power(election.publicKey, fixed('y')), ...all.map((part) => part.powers)]);
	return right === weighedProduct(commitments);
}

/** Put a ballot's equations into the sum; false when a challenge was taken over other commitments. */
async function claimed(sum: Sum, ballot: Ballot, election: Election, help: string[]): Promise<boolean> {
	if (!help.every((one) => ELEMENT.test(one))) return false;
	const { signature } = ballot;
	if ((await challenge('sig', ballot.signed, help[0]!)) !== signature.challenge) return false;
	sum.add(help[0]!, 'g', signature.response, [sum.base(ballot.credential)], signature.challenge);
	let at = 1;
	const bases = ballot.answers.map(({ choices }) => choices.map(({ alpha, beta }) => [sum.base(alpha), sum.base(beta)] as const));
	for (const { question, cases, proofs, prefix } of claimsOf(ballot, election)) {
		const mine = help.slice(at, (at += 2 * cases.length));
		if (mine.length < 2 * cases.length) return false;
		if ((await challenge(prefix, mine.join())) !== proofs.reduce((total, proof) => (total + proof.challenge) % Q, 0n)) return false;
		for (const [n, { places, value }] of cases.entries()) {
			const { challenge: asked, response } = proofs[n]!;
			const held = places.map((place) => bases[question]![place]!);
			sum.add(mine[2 * n]!, 'g', response, held.map(([alpha]) => alpha), asked);
			sum.add(mine[2 * n + 1]!, 'y', response, held.map(([, beta]) => beta), asked, value);
		}
	}
	return at === help.length;
}

/** Equations `A = fixed^response · (bases / g^value)^challenge`, each to the power of a random number, all multiplied. */
class Sum {
	private commitments: bigint[] = [];
	private coins: bigint[] = [];
	private bases: bigint[] = [];
	private exponents: bigint[] = [];
	private fixed = { g: 0n, y: 0n };
	private pool: bigint[] = [];

	base(element: bigint): number {
		this.exponents.push(0n);
		return this.bases.push(element) - 1;
	}

	add(commitment: string, by: 'g' | 'y', response: bigint, bases: number[], asked: bigint, value = 0): void {
		const coin = this.coin();
		this.commitments.push(BigInt(commitment));
		this.coins.push(coin);
		this.fixed[by] += coin * response;
		for (const at of bases) this.exponents[at]! += coin * asked;
		if (value) this.fixed.g -= coin * asked * BigInt(value);
	}

	/** Null when something is no element at all. */
	part(ciphertexts: bigint[]): Part | null {
		if (!areInRange(this.commitments) || !areInRange(ciphertexts)) return null;
		return {
			commitments: subsetProducts(this.commitments, this.coins),
			ciphertexts: subsetProducts(ciphertexts, drawCoins(ciphertexts.length)),
			powers: manyPowers(this.bases, this.exponents.map((one) => mod(one))),
			...this.fixed
		};
	}

	private coin(): bigint {
		if (!this.pool.length) this.pool = drawCoins(1024);
		return this.pool.pop()!;
	}
}
