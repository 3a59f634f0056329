import { expect, test } from 'vitest';
import { hexadecimal } from '../belenios/hashes';
import { leadsToItsHead } from './chain';

const mark = (sign: string) => sign.repeat(64);

/** A board as the house keeps it, with its chain written out by hand. */
async function board() {
	const names = `{"election":"${await hexadecimal('{}')}","trustees":"${mark('a')}","credentials":"${mark('b')}"}`;
	let parent = await hexadecimal(`{"height":0,"type":"Setup","payload":"${await hexadecimal(names)}"}`);
	const before = parent;
	const ballots = [];
	for (const [n, tracker] of ['1', '2', '3'].map(mark).entries()) {
		parent = await hexadecimal(`{"parent":"${parent}","height":${n + 1},"type":"Ballot","payload":"${tracker}"}`);
		ballots.push({ height: n + 1, tracker, event: parent, replaced: false });
	}
	return { election: '{}', trustees_hash: mark('a'), credentials_hash: mark('b'), ballots, head: parent, before, ended_at: null as string | null };
}

type Board = Awaited<ReturnType<typeof board>>;

test('a board leads to its head: with ballots, before the first, and when the vote has ended', async () => {
	const shown = await board();
	expect(await leadsToItsHead(shown)).toBe(true);
	expect(await leadsToItsHead({ ...shown, head: mark('f'), ended_at: '2016-10-11T12:00:00Z' })).toBe(true);
	expect(await leadsToItsHead({ ...shown, ballots: [], head: shown.before })).toBe(true);
});

test.each([
	['a ballot that is another', (shown: Board) => void (shown.ballots[0]!.tracker = mark('9'))],
	['a ballot left out', (shown: Board) => void shown.ballots.splice(1, 1)],
	['two exchanged', (shown: Board) => void shown.ballots.reverse()],
	['the last cut off', (shown: Board) => void shown.ballots.pop()],
	['one more', (shown: Board) => void shown.ballots.push({ ...shown.ballots[2]!, height: 4, tracker: mark('9') })],
	['another question or key', (shown: Board) => void (shown.election = '{"public_key":"7"}')],
	['other officers', (shown: Board) => void (shown.trustees_hash = mark('c'))],
	['another list of who may vote', (shown: Board) => void (shown.credentials_hash = mark('c'))]
])('a board with %s does not lead to the head that the hall sees', async (_, lie) => {
	const shown = await board();
	lie(shown);
	expect(await leadsToItsHead(shown)).toBe(false);
});
