import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { poll } from '../live/fixtures';
import { Ballot } from './ballot.svelte';
import { newKey } from './keeping';

type Sent = { choice: string; key: string; replaces: string | null; ballot?: string };
let sent: Sent[];
let answers: (() => Response)[];

const receipt = (choice: string, code: string) => () =>
	Response.json({ poll: 'poll-4', receipt: code, number: 1, choice, cast_at: '2016-10-11T11:31:08Z', member: 'Nordwebb AB', channel: 'own_phone', venue: 'Växjö', repeated: false });
const refusal = (status: number, code: string, params = {}) => () => Response.json({ obstacles: [{ code, params }] }, { status });
const noNet = () => {
	throw new TypeError('Failed to fetch');
};

beforeEach(() => {
	vi.useFakeTimers();
	const kept = new Map<string, string>();
	sent = [];
	answers = [];
	vi.stubGlobal('document', { cookie: '' });
	vi.stubGlobal('sessionStorage', { setItem: (k: string, v: string) => kept.set(k, v), getItem: (k: string) => kept.get(k) ?? null, removeItem: (k: string) => kept.delete(k) });
	vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
		sent.push(JSON.parse(String(init.body)) as Sent);
		return answers.shift()!();
	});
});

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

async function cast(ballot: Ballot, choice: 'yes' | 'no') {
	ballot.choice = choice;
	ballot.confirm();
	await ballot.send();
}

test('no answer keeps the choice and asks again with the same key', async () => {
	answers = [noNet, noNet, receipt('no', 'K7-4M2Q')];
	const ballot = new Ballot(poll());
	await cast(ballot, 'no');
	expect([ballot.phase, ballot.choice, ballot.halfFilled]).toEqual(['unsent', 'no', true]);

	await vi.advanceTimersByTimeAsync(6_100);

	expect(ballot.phase).toBe('received');
	expect(new Set(sent.map((vote) => vote.key)).size).toBe(1);
	expect(sent).toHaveLength(3);
});

test('a changed vote has a key of its own and names the receipt it replaces', async () => {
	answers = [receipt('no', 'K7-4M2Q'), receipt('yes', 'P3-9XWB')];
	const ballot = new Ballot(poll());
	await cast(ballot, 'no');
	ballot.chooseAgain();
	await cast(ballot, 'yes');

	expect(sent.map((vote) => vote.replaces)).toEqual([null, 'K7-4M2Q']);
	expect(sent[0]!.key).not.toBe(sent[1]!.key);
	expect(ballot.receipt?.receipt).toBe('P3-9XWB');
});

test('a reload without a net sends what was kept', async () => {
	answers = [noNet, receipt('no', 'K7-4M2Q')];
	const before = new Ballot(poll());
	await cast(before, 'no');
	before.stop();
	const after = new Ballot(poll());
	await vi.advanceTimersByTimeAsync(0);

	expect(after.phase).toBe('received');
	expect(sent[0]!.key).toBe(sent[1]!.key);
});

describe('a vote that was already there', () => {
	test('is replaced when it was ours and only the answer was lost', async () => {
		answers = [noNet, refusal(409, 'voting.polls.obstacle_already_cast', { choice: 'no', receipt: 'K7-4M2Q' }), receipt('yes', 'P3-9XWB')];
		const ballot = new Ballot(poll());
		await cast(ballot, 'no');
		ballot.chooseAgain();
		await cast(ballot, 'yes');
		await vi.advanceTimersByTimeAsync(0);

		expect(sent.map((vote) => vote.replaces)).toEqual([null, null, 'K7-4M2Q']);
		expect(ballot.receipt?.choice).toBe('yes');
	});

	test('from another device is shown, not overwritten', async () => {
		answers = [refusal(409, 'voting.polls.obstacle_already_cast', { choice: 'no', receipt: 'K7-4M2Q' })];
		const ballot = new Ballot(poll());
		await cast(ballot, 'yes');

		expect([ballot.phase, ballot.elsewhere, ballot.receipt?.choice]).toEqual(['choosing', true, 'no']);
		expect(sent).toHaveLength(1);
	});
});

const known = (code: string, number: number) => ({ poll: 'poll-4', receipt: code, number, choice: 'yes' as const, cast_at: '2016-10-11T11:31:08Z', member: 'Nordwebb AB', channel: 'desk' as const, venue: 'Växjö', repeated: false });

test('a vote cast elsewhere is shown as received, the later of two stands, and nothing half filled is lost', () => {
	const ballot = new Ballot(poll());
	ballot.learn({ ...known('OT-HER1', 1), poll: 'another' });
	expect(ballot.phase).toBe('choosing');

	ballot.choice = 'no';
	ballot.learn(known('K7-4M2Q', 1));
	expect([ballot.phase, ballot.receipt]).toEqual(['choosing', null]);

	ballot.choice = null;
	ballot.learn(known('K7-4M2Q', 1));
	expect([ballot.phase, ballot.receipt?.receipt]).toEqual(['received', 'K7-4M2Q']);

	ballot.learn(known('P3-9XWB', 2));
	ballot.learn(known('K7-4M2Q', 1));
	expect([ballot.phase, ballot.receipt?.receipt]).toEqual(['received', 'P3-9XWB']);
	expect(sent).toHaveLength(0);
});

test('whoever is choosing anew goes on choosing, against the vote that stands now', () => {
	const ballot = new Ballot(poll(), known('K7-4M2Q', 1));
	ballot.chooseAgain();
	ballot.learn(known('P3-9XWB', 2));
	expect([ballot.phase, ballot.receipt?.receipt]).toEqual(['choosing', 'P3-9XWB']);
});

test('a vote after the gavel is refused with the reason, and not sent again', async () => {
	answers = [refusal(409, 'voting.polls.obstacle_closed', { time: '2016-10-11T11:33:00Z' })];
	const ballot = new Ballot(poll());
	await cast(ballot, 'yes');
	await vi.advanceTimersByTimeAsync(10_000);

	expect(ballot.phase).toBe('refused');
	expect(ballot.refusal.map((obstacle) => obstacle.code)).toEqual(['voting.polls.obstacle_closed']);
	expect(sent).toHaveLength(1);
});

test('a key is a version 4 uuid', () => {
	expect(newKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

describe('in a secret vote', () => {
	const made = (ballot: string) => Promise.resolve({ ballot, code: '', opening: `${ballot}, opened` });
	const secret = () => poll({ secrecy: 'secret' });

	test('what was encrypted while the voter looked it over is what is sent, and cannot be opened any more', async () => {
		answers = [noNet, refusal(409, 'voting.polls.obstacle_paused')];
		const ballot = new Ballot(secret());
		ballot.choice = 'no';
		ballot.confirm();
		ballot.sealed = made('first');

		await ballot.send();

		expect([ballot.sealed, ballot.phase, sent[0]?.ballot]).toEqual([null, 'unsent', 'first']);
		await vi.advanceTimersByTimeAsync(3_100);
		expect(sent.map((vote) => vote.ballot)).toEqual(['first', 'first']); // asked again, it is the same text
		expect(JSON.stringify(sent)).not.toContain('opened');
	});

	test('one that was opened is never sent: another choice, or the same one again, is another ballot', async () => {
		answers = [noNet];
		const ballot = new Ballot(secret());
		ballot.choice = 'no';
		ballot.confirm();
		ballot.sealed = made('opened');
		ballot.sealed = null; // as the screen does it
		ballot.sealed = made('second');

		await ballot.send();

		expect(sent.map((vote) => vote.ballot)).toEqual(['second']);
	});

	test('whoever chooses again leaves nothing behind that could be sent', () => {
		const ballot = new Ballot(secret());
		ballot.choice = 'no';
		ballot.confirm();
		ballot.sealed = made('first');

		ballot.chooseAgain();

		expect(ballot.sealed).toBeNull();
	});
});
