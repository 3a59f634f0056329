import { expect, test, vi } from 'vitest';
import { poll } from '../live/fixtures';
import { acknowledged, AnotherBallot, AnotherQuestion, asksWhatIsSeen, marksOf, openingLink, readLink, sealWith } from './sealing';

const house = vi.hoisted(() => ({ election: '', asked: [] as string[] }));
vi.mock('$platform/api/client', () => ({ call: async () => ({ election: house.election }) }));
vi.mock('../belenios/client', () => ({
	ask: async (deed: string) => {
		house.asked.push(deed);
		return { ballot: 'b', opening: 'o' };
	}
}));

const option = (value: string) => ({ value, label: value, hint: '' });

test('yes, no and abstain are the marks of one of two, with the blank vote first', () => {
	const asked = poll({ options: ['yes', 'no', 'abstain'].map(option) });
	expect(marksOf(asked, 'yes')).toEqual([0, 1, 0]);
	expect(marksOf(asked, 'no')).toEqual([0, 0, 1]);
	expect(marksOf(asked, 'abstain')).toEqual([1, 0, 0]);
});

test('names are marked in the order of the ballot, whatever order they were chosen in', () => {
	const asked = poll({ kind: 'candidates', options: ['c1', 'c2', 'c3', 'blank'].map(option) });
	expect(marksOf(asked, 'c3,c1')).toEqual([0, 1, 0, 1]);
	expect(marksOf(asked, 'blank')).toEqual([1, 0, 0, 0]);
});

test('a receipt is believed for the very ballot that was sent, and for no other', async () => {
	const receipt = (tracker: string) => ({ poll: 'p', receipt: 'K7-4M2Q', number: 1, choice: 'sealed' as const, cast_at: '', member: '', channel: 'own_phone' as const, venue: '', repeated: false, tracker });
	const own = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'; // SHA-256 of "hello"
	expect((await acknowledged('hello', receipt(own))).receipt).toBe('K7-4M2Q');
	await expect(acknowledged('hello', receipt(own.replace('2', '3')))).rejects.toThrow(AnotherBallot);
});

test('the opening stands behind the number sign, where no server sees it, and is read from nowhere else', () => {
	vi.stubGlobal('location', { origin: 'https://iec.stadga.se' });
	const poll = '0f8fad5b-d9cb-469f-a165-70867728950e';
	const link = openingLink(poll, 'AbC-_9');

	expect(new URL(link).hash).toBe('#granska=AbC-_9');
	expect(`${new URL(link).pathname}${new URL(link).search}`).toBe(`/valurna/${poll}`);
	expect(readLink(` ${link}\n`)).toEqual({ poll, opening: 'AbC-_9' });
	for (const other of ['', 'AbC-_9', `https://iec.stadga.se/valurna/${poll}`, `https://iec.stadga.se/valurna/${poll}?granska=AbC-_9`, `https://iec.stadga.se/mote#granska=AbC-_9`])
		expect(readLink(other)).toBeNull();
	vi.unstubAllGlobals();
});

const options = ['Anna Ek', 'Bo Lind', 'Blankt'].map((label, n) => ({ value: n < 2 ? `c${n}` : 'blank', label, hint: '' }));
const shown = poll({ kind: 'candidates', question: 'Val av ordförande', secrecy: 'secret', options });
const asking = (question: string, answers: string[], more: object[] = []) =>
	JSON.stringify({ version: 1, questions: [{ answers, blank: true, min: 1, max: 1, question }, ...more] });

test('what is encrypted is the question that is seen, with its answers in their order', async () => {
	house.election = asking('Val av ordförande', ['Anna Ek', 'Bo Lind']);
	expect(asksWhatIsSeen(house.election, shown)).toBe(true);
	expect((await sealWith(shown, 'c0', '7')).ballot).toBe('b');
});

test.each([
	['other names', asking('Val av ordförande', ['Anna Ek', 'Bo Lund'])],
	['the names exchanged', asking('Val av ordförande', ['Bo Lind', 'Anna Ek'])],
	['one name more', asking('Val av ordförande', ['Anna Ek', 'Bo Lind', 'Cia Alm'])],
	['two names in one', asking('Val av ordförande', ['Anna Ek","Bo Lind'])],
	['another question', asking('Val av revisor', ['Anna Ek', 'Bo Lind'])],
	['a question more', asking('Val av ordförande', ['Anna Ek', 'Bo Lind'], [{}])],
	['none', '{}']
])('a house that has %s encrypted gets no ballot', async (_, election) => {
	house.election = election;
	house.asked.length = 0;
	await expect(sealWith(shown, 'c0', '7')).rejects.toThrow(AnotherQuestion);
	expect(house.asked).toEqual([]);
});
