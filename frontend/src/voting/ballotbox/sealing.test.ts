import { expect, test, vi } from 'vitest';
import { poll } from '../live/fixtures';
import { acknowledged, AnotherBallot, marksOf, openingLink, readLink } from './sealing';

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
