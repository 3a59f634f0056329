import { beforeAll, expect, test } from 'vitest';
import { checkForm, claimsOf, makeBallot, type Ballot } from './ballots';
import { agree, holdTogether, partOf, readCommitments } from './batch';
import { written } from './canonical';
import { readElection, type Election } from './elections';
import { areMembers, drawCoins, G, gTo, manyPowers, P, power, product, Q, randomExponent, subsetProducts, weighedProduct } from './group';
import { holds } from './proofs';

const secrets = [randomExponent(), randomExponent(), randomExponent()];
const voters = new Map(secrets.map((secret) => [gTo(secret), 1]));
const yesNo = { answers: ['ja', 'nej'], blank: true, min: 1, max: 1, question: 'Bifalls förslaget?' };
const plain = { answers: ['A', 'B', 'C'], min: 1, max: 2, question: 'Ett eller två' };
let election: Election;
let ballots: Ballot[];
let helps: string[][];

/** What the house would have computed: each commitment by itself. */
function helpOf(ballot: Ballot): string[] {
	const found = [gTo(ballot.signature.response) * power(ballot.credential, ballot.signature.challenge)];
	for (const { question, cases, proofs } of claimsOf(ballot, election))
		for (const [n, { places, value }] of cases.entries()) {
			const chosen = places.map((place) => ballot.answers[question]!.choices[place]!);
			const sum = { alpha: product(chosen.map((c) => c.alpha)), beta: product(chosen.map((c) => c.beta)) };
			const { alpha, beta } = holds(sum, value);
			found.push(gTo(proofs[n]!.response) * power(alpha, proofs[n]!.challenge));
			found.push(power(election.publicKey, proofs[n]!.response) * power(beta, proofs[n]!.challenge));
		}
	return found.map((one) => String(one % P));
}

beforeAll(async () => {
	election = await readElection(
		written({
			version: 1, description: '', name: 'Val', group: 'BELENIOS-2048', public_key: String(gTo(randomExponent())), questions: [yesNo, plain], uuid: 'Ab3dEfGhJkMnPq'
		})
	);
	const made = secrets.map((secret, n) => makeBallot(election, secret, [[[1, 0, 0], [0, 1, 0], [0, 0, 1]][n]!, [1, n % 2, 0]]));
	ballots = await Promise.all(made.map(async (text) => checkForm(await text, election, voters)));
	helps = ballots.map(helpOf);
});

test('true ballots hold together with true help', async () => {
	await expect(holdTogether(election, ballots, helps)).resolves.toBe(true);
});

test('parts that were made in different places get one verdict', { timeout: 30_000 }, async () => {
	const parts = [await partOf(election, ballots.slice(0, 2), helps.slice(0, 2)), await partOf(election, ballots.slice(2), helps.slice(2))];
	const forged = structuredClone(ballots[2]!);
	forged.answers[0]!.overall[0]!.response += 1n;
	const outside = structuredClone(ballots[2]!);
	outside.answers[0]!.choices[0]!.alpha = P - outside.answers[0]!.choices[0]!.alpha;

	expect(agree(election, structuredClone(parts))).toBe(true);
	expect(agree(election, [parts[0]!, null])).toBe(false);
	for (const other of [forged, outside]) expect(agree(election, [parts[0]!, await partOf(election, [other], [helpOf(other)])])).toBe(false);
});

test.each([0, 1, 2, 7, 12, 20, 25])('another commitment in place %s is not believed', async (place) => {
	const other = helps.map((help) => [...help]);
	other[1]![place] = String((BigInt(other[1]![place]!) * G) % P);

	await expect(holdTogether(election, ballots, other)).resolves.toBe(false);
});

test('help that is too short, too long, of another ballot or no number is not believed', async () => {
	const [first, second, third] = helps as [string[], string[], string[]];

	for (const other of [first.slice(0, -2), [...first, first[0]!], second, [], first.map((one) => `0${one}`), first.map(() => 'x')])
		await expect(holdTogether(election, ballots, [other, second, third])).resolves.toBe(false);
});

test('a wrong proof does not hold, though its help was made for it', { timeout: 30_000 }, async () => {
	for (const spoil of [
		(ballot: Ballot) => (ballot.answers[0]!.overall[0]!.response += 1n),
		(ballot: Ballot) => (ballot.answers[1]!.individual[2]![1]!.response += 1n),
		(ballot: Ballot) => (ballot.answers[0]!.blank![0]!.challenge += 1n),
		(ballot: Ballot) => (ballot.signature.response += 1n),
		(ballot: Ballot) => (ballot.answers[0]!.choices[1]!.beta = (ballot.answers[0]!.choices[1]!.beta * G) % P)
	]) {
		const forged = structuredClone(ballots);
		spoil(forged[2]!);

		await expect(holdTogether(election, forged, forged.map(helpOf))).resolves.toBe(false);
		await expect(holdTogether(election, forged, helps)).resolves.toBe(false);
	}
});

test('what lies outside the group does not hold, though all its challenges are right', { timeout: 30_000 }, async () => {
	const help = helps.map((one) => [...one]);
	help[0]![3] = String(P - BigInt(help[0]![3]!));
	const forged = structuredClone(ballots);
	forged[0]!.answers[0]!.choices[0]!.alpha = P - forged[0]!.answers[0]!.choices[0]!.alpha;

	await expect(holdTogether(election, ballots, help)).resolves.toBe(false);
	await expect(holdTogether(election, forged, forged.map(helpOf))).resolves.toBe(false);
});

test('many powers are the powers one by one', () => {
	const bases = Array.from({ length: 9 }, () => gTo(randomExponent()));
	const exponents = [0n, 1n, 255n, 256n, Q - 1n, ...bases.slice(5).map(() => randomExponent())];

	expect(manyPowers(bases, exponents)).toBe(product(bases.map((base, n) => power(base, exponents[n]!))));
	expect(manyPowers([], [])).toBe(1n);
});

test('products of random subsets are those of who is in each, and weigh each element by its coin', { timeout: 30_000 }, () => {
	const elements = Array.from({ length: 70 }, () => gTo(randomExponent()));
	const coins = [...drawCoins(68), 0n, 2n ** 64n - 1n];
	const products = subsetProducts(elements, coins);

	for (const n of [0, 7, 8, 63]) expect(products[n]).toBe(product(elements.filter((_, at) => (coins[at]! >> BigInt(n)) & 1n)));
	expect(weighedProduct(products)).toBe(product(elements.map((one, n) => power(one, coins[n]!))));
	expect(areMembers(elements)).toBe(true);
	const ofOrderThree = power(5n, (P - 1n) / 3n);
	for (const other of [P - elements[69]!, (elements[69]! * ofOrderThree) % P, 0n, P]) expect(areMembers([...elements.slice(1), other])).toBe(false);
});

test('help for another election, of another version or of another kind is none', () => {
	const file = (more: object) => written({ version: 1, election: election.fingerprint, ballots: { a: '1,2' }, ...more });

	expect(readCommitments(file({}), election)).toEqual(new Map([['a', ['1', '2']]]));
	for (const other of [file({ version: 2 }), file({ election: 'x' }), file({ ballots: null }), file({ ballots: { a: 1 } }), '[]', 'x', '', null, undefined])
		expect(readCommitments(other, election).size).toBe(0);
});
