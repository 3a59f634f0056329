import { expect, test } from 'vitest';
import { makeBallot, readBallot } from './ballots';
import { written } from './canonical';
import { drawsFrom, freshSeed, SEED } from './draws';
import { readElection, type Election } from './elections';
import { gTo, inverse, mod, Q, randomExponent } from './group';
import { challenge, hexadecimal } from './hashes';
import { readOpening, writtenOpening } from './openings';

const secret = randomExponent();
const yesNo = { answers: ['ja', 'nej'], blank: true, min: 1, max: 1, question: 'Bifalls förslaget?' };
const board = { answers: [...'ABCDEFGHI'], blank: true, min: 1, max: 3, question: 'Tre ledamöter' };
const YES = [[0, 1, 0]];
const NO = [[0, 0, 1]];

const election = (...questions: object[]): Promise<Election> =>
	readElection(
		written({
			version: 1, description: '', name: 'Val', group: 'BELENIOS-2048', public_key: String(gTo(randomExponent())), questions, uuid: 'Ab3dEfGhJkMnPq'
		})
	);

/** A device: what it shows before its voter decides, and what it opens when it is asked to. */
async function device(one: Election, marks: number[][], seed = freshSeed()) {
	const ballot = await makeBallot(one, secret, marks, seed);
	return { ballot, code: await hexadecimal(ballot), opening: writtenOpening(ballot, one, marks, seed) };
}

const changed = (opening: string, at: number, by: (byte: number) => number) => {
	const bytes = Buffer.from(opening, 'base64url');
	bytes[at] = by(bytes[at]!);
	return bytes.toString('base64url');
};

test.each([[YES], [[[1, 0, 0]]]])('another device makes the very same ballot of what is opened: %j', async (marks) => {
	const one = await election(yesNo);
	const { opening, code } = await device(one, marks);

	expect(await readOpening(opening, one)).toEqual({ verdict: 'true', code, marks });
});

test('two questions are opened together, each with its own marks', async () => {
	const one = await election(yesNo, board);
	const marks = [[0, 0, 1], [0, 1, 0, 0, 0, 1, 0, 0, 0, 1]];
	const { opening, code } = await device(one, marks);

	expect(await readOpening(opening, one)).toEqual({ verdict: 'true', code, marks });
});

test('a device that encrypted another choice cannot open what it showed as the one that was made', async () => {
	const one = await election(yesNo);
	const seed = freshSeed();
	const cheat = await device(one, NO, seed); // its voter pressed yes

	const claimed = writtenOpening(cheat.ballot, one, YES, seed);

	expect(await readOpening(claimed, one)).toEqual({ verdict: 'untrue', reason: 'the ballot that was signed is another one' });
	expect(await readOpening(cheat.opening, one)).toMatchObject({ verdict: 'true', marks: NO }); // or it tells on itself
});

test('a device that shows one ballot and opens another one shows another code', async () => {
	const one = await election(yesNo);
	const [shown, opened] = [await device(one, NO), await device(one, YES)];

	const found = await readOpening(opened.opening, one);

	expect(found).toEqual({ verdict: 'true', code: opened.code, marks: YES }); // by itself it looks right: hence the comparison
	expect(opened.code).not.toBe(shown.code);
});

test('what the house tells two devices differently is found', async () => {
	const { opening } = await device(await election(yesNo), YES);

	expect(await readOpening(opening, await election(yesNo))).toMatchObject({ verdict: 'untrue' });
});

test('a link that was cut or misread says nothing of the ballot', async () => {
	const one = await election(yesNo);
	const { opening } = await device(one, YES);

	for (const text of ['', '?', opening.slice(0, -1), `${opening}AA`, changed(opening, 0, () => 2), changed(opening, 1 + SEED, () => 255)])
		expect(await readOpening(text, one)).toEqual({ verdict: 'unreadable' });
	expect(await readOpening(changed(opening, 5, (byte) => byte ^ 1), one)).toMatchObject({ verdict: 'untrue' });
});

test('draws are below q, the same from the same seed, others under another label, and no more than were asked for', async () => {
	const seed = freshSeed();
	const taken = async (label: string, count: number) => {
		const draw = await drawsFrom(seed, label, count);
		const found = Array.from({ length: count }, draw);
		expect(draw).toThrow('more randomness was drawn');
		return found;
	};
	const [first, again, longer, other] = [await taken('a', 40), await taken('a', 40), await taken('a', 80), await taken('b', 40)];

	expect(first).toEqual(again);
	expect(longer.slice(0, 40)).toEqual(first);
	expect(new Set([...longer, ...other]).size).toBe(120);
	expect(longer.every((value) => value < Q)).toBe(true);
});

/** Why the signature has a nonce of its own: whoever knows it and the proof knows the key. */
const keyFrom = (nonce: bigint, proof: { challenge: bigint; response: bigint }) => mod((nonce - proof.response) * inverse(proof.challenge, Q));

test('an opened ballot does not give the key away', async () => {
	const one = await election(yesNo);
	const seed = freshSeed();
	const { ballot } = await device(one, YES, seed);
	const { signature } = readBallot(ballot, one);
	const draw = await drawsFrom(seed, `stadga-ballot|${one.fingerprint}|${gTo(secret)}`, 200);
	const known = Array.from({ length: 200 }, draw);

	expect(known.map((nonce) => keyFrom(nonce, signature))).not.toContain(secret);

	// The naive twin signs with the next number of the seed.
	const hashed = (commitment: bigint) => challenge('sig', 'x', commitment);
	const nonce = known[18]!;
	const asked = await hashed(gTo(nonce));
	const naive = { challenge: asked, response: mod(nonce - secret * asked) };
	expect(known.map((one) => keyFrom(one, naive))).toContain(secret);
});

test('all that is random in a ballot comes from its seed, but for the signature', async () => {
	const one = await election(yesNo);
	const seed = freshSeed();
	const [first, second] = [JSON.parse((await device(one, YES, seed)).ballot), JSON.parse((await device(one, YES, seed)).ballot)];

	expect(first.signature.hash).toBe(second.signature.hash);
	expect(first.signature.proof).not.toEqual(second.signature.proof);
	expect({ ...first, signature: 0 }).toEqual({ ...second, signature: 0 });
});
