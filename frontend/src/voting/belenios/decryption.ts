/** The tally, partial decryptions with their side proofs, and putting them together. */
import { aList, anElement, members, readCanonical, Refused, written } from './canonical';
import type { Ballot } from './ballots';
import type { Election } from './elections';
import { gTo, inverse, isMember, mod, NAME, P, power, product, Q, randomExponent } from './group';
import { challenge } from './hashes';
import { ciphertextJson, proofJson, readProofs, type Ciphertext, type Proof } from './proofs';
import type { Item } from './trustees';

export type Tally = Ciphertext[][];

export interface Partial {
	factors: bigint[][];
	proofs: Proof[][];
}

const SIDE = 'stadga-decrypt';

/** Of each credential the last ballot. */
export const lastOfEach = (ballots: Ballot[]) => [...new Map(ballots.map((ballot) => [ballot.credential, ballot])).values()];

export const formTally = (election: Election, counted: Ballot[], weights: ReadonlyMap<bigint, number>): Tally =>
	election.questions.map((question, n) =>
		Array.from({ length: question.answers.length + Number(question.blank) }, (_, place) => {
			const weighed = counted.map((ballot) => [ballot.answers[n]!.choices[place]!, BigInt(weights.get(ballot.credential)!)] as const);
			return {
				alpha: product(weighed.map(([choice, weight]) => power(choice.alpha, weight))),
				beta: product(weighed.map(([choice, weight]) => power(choice.beta, weight)))
			};
		})
	);

export const tallyText = (tally: Tally) => written(tally.map((row) => row.map(ciphertextJson)));

/** An officer's part, with the side proofs. The caller formed the tally itself from ballots that it checked. */
export async function decryptPartially(election: Election, tally: Tally, secret: bigint) {
	const known = gTo(secret);
	const factors = tally.map((row) => row.map(({ alpha }) => power(alpha, secret)));
	const proofs: Proof[][] = [];
	const side: Proof[][] = [];
	for (const [n, row] of tally.entries()) {
		proofs.push(await inTurn(row, ({ alpha }) => prove(secret, alpha, own(election, known))));
		side.push(await inTurn(row, ({ alpha }, place) => prove(secret, alpha, bound(election, known, alpha, factors[n]![place]!))));
	}
	return { partial: partialText({ factors, proofs }), sideProofs: side.map((row) => row.map(proofJson)) };
}

export const partialText = ({ factors, proofs }: Partial) =>
	written({ decryption_factors: factors.map((row) => row.map(String)), decryption_proofs: proofs.map((row) => row.map(proofJson)) });

export function readPartial(text: string, tally: Tally, what: string): Partial {
	const value = members(readCanonical(text, what), what, ['decryption_factors', 'decryption_proofs']);
	const rows = aList(value.decryption_factors, what, tally.length);
	const proofs = aList(value.decryption_proofs, what, tally.length);
	return {
		factors: rows.map((row, n) => aList(row, what, tally[n]!.length).map((item) => anElement(item, `a factor of ${what}`))),
		proofs: proofs.map((row, n) => readProofs(row, what, tally[n]!.length))
	};
}

export async function checkPartial(election: Election, tally: Tally, partial: Partial, known: bigint, what: string): Promise<void> {
	for (const [n, row] of tally.entries())
		for (const [place, { alpha }] of row.entries()) {
			const factor = partial.factors[n]![place]!;
			if (!isMember(factor)) throw new Refused(`a factor of ${what} lies outside the group`);
			if (!(await isProved(partial.proofs[n]![place]!, known, alpha, factor, own(election, known)))) throw new Refused(`a proof of ${what} is wrong`);
		}
}

/** The proofs that bind each factor to its ciphertext. */
export async function checkSideProofs(election: Election, tally: Tally, partial: Partial, side: Proof[][], known: bigint, what: string): Promise<void> {
	for (const [n, row] of tally.entries())
		for (const [place, { alpha }] of row.entries()) {
			const factor = partial.factors[n]![place]!;
			if (!(await isProved(side[n]![place]!, known, alpha, factor, bound(election, known, alpha, factor))))
				throw new Refused(`the side proof of ${what} is wrong`);
		}
}

/** The whole factors; those beyond the threshold must agree with the others. */
export function combine(items: Item[], partials: ReadonlyMap<number, Partial>, tally: Tally): bigint[][] {
	const whole = tally.map((row) => row.map(() => 1n));
	let first = 1;
	for (const [n, item] of items.entries()) {
		const here = new Map(item.keys.flatMap((_, at) => (partials.has(first + at) ? [[at + 1, partials.get(first + at)!] as const] : [])));
		if (here.size < item.threshold) throw new Refused(`trustees item ${n + 1} needs ${item.threshold} partial decryptions and has ${here.size}`);
		const chosen = new Map([...here].slice(0, item.threshold));
		const factors = item.kind === 'Single' ? here.get(1)!.factors : factorsAt(0, chosen, tally);
		for (const [row, others] of factors.entries()) for (const [place, factor] of others.entries()) whole[row]![place] = (whole[row]![place]! * factor) % P;
		for (const [place, partial] of [...here].slice(item.threshold))
			if (factorsAt(place, chosen, tally).join() !== partial.factors.join())
				throw new Refused(`the partial decryption of trustee ${first + place - 1} does not agree with the others`);
		first += item.keys.length;
	}
	return whole;
}

/** The counts that the factors open; `most` is the total weight. */
export function resultOf(tally: Tally, whole: bigint[][], most: number): number[][] {
	const known = new Map<bigint, number>();
	for (let count = 0, element = 1n; count <= most; count++, element = (element * gTo(1n)) % P) known.set(element, count);
	return tally.map((row, n) =>
		row.map(({ beta }, place) => {
			const count = known.get((beta * inverse(whole[n]![place]!)) % P);
			if (count === undefined) throw new Refused('the factors open the tally to something that is no count');
			return count;
		})
	);
}

function factorsAt(at: number, known: ReadonlyMap<number, Partial>, tally: Tally): bigint[][] {
	const places = [...known.keys()];
	const weights = places.map((one) => lagrange(one, places, at));
	return tally.map((row, n) => row.map((_, place) => product(places.map((one, k) => power(known.get(one)!.factors[n]![place]!, weights[k]!)))));
}

function lagrange(one: number, places: number[], at: number): bigint {
	const others = places.filter((other) => other !== one);
	const over = others.reduce((found, other) => mod(found * BigInt(at - other)), 1n);
	const under = others.reduce((found, other) => mod(found * BigInt(one - other)), 1n);
	return mod(over * inverse(under, Q));
}

type Asked = (made: bigint, held: bigint) => Promise<bigint>;

/** The challenge of the archive's own format. */
const own = (election: Election, known: bigint): Asked => (made, held) => challenge('decrypt', election.fingerprint, known, `${made},${held}`);

/** The challenge of a side proof: the ciphertext and the factor stand in it. */
const bound = (election: Election, known: bigint, alpha: bigint, factor: bigint): Asked => (made, held) =>
	challenge(SIDE, NAME, election.fingerprint, known, `${alpha},${factor}`, `${made},${held}`);

async function prove(secret: bigint, alpha: bigint, asked: Asked): Promise<Proof> {
	const nonce = randomExponent();
	const found = await asked(gTo(nonce), power(alpha, nonce));
	return { challenge: found, response: mod(nonce - secret * found) };
}

const isProved = async (proof: Proof, known: bigint, alpha: bigint, factor: bigint, asked: Asked) => {
	const made = (gTo(proof.response) * power(known, proof.challenge)) % P;
	const held = (power(alpha, proof.response) * power(factor, proof.challenge)) % P;
	return (await asked(made, held)) === proof.challenge;
};

async function inTurn<From, To>(items: From[], make: (item: From, place: number) => Promise<To>): Promise<To[]> {
	const found: To[] = [];
	for (const [place, item] of items.entries()) found.push(await make(item, place));
	return found;
}
