import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** The house as it behaves in a test, the device's worker, and what was asked of either. */
const world = vi.hoisted(() => ({
	ceremony: {} as Record<string, unknown>,
	poll: null as unknown,
	board: {} as Record<string, unknown>,
	deeds: {} as Record<string, (given: never) => unknown>,
	house: {} as Record<string, () => unknown>,
	asked: [] as [string, Record<string, unknown>][]
}));

vi.mock('$platform/accounts/session.svelte', () => ({ session: { may: () => true, current: { user: { id: 'ada' } } } }));
vi.mock('$platform/api/client', async (original) => ({
	...(await original<object>()),
	call: (what: string, given: { body?: Record<string, unknown> }) => {
		world.asked.push([what, given.body ?? {}]);
		if (world.house[what]) return Promise.resolve().then(world.house[what]);
		if (what.endsWith('/ceremony')) return Promise.resolve(world.ceremony);
		if (what.endsWith('/state')) return Promise.resolve({ poll: world.poll });
		return Promise.resolve(what.endsWith('/board') ? world.board : world.ceremony);
	}
}));
vi.mock('../belenios/client', () => ({
	ask: async (deed: string, given: Record<string, unknown> = {}) => {
		world.asked.push([deed, given]);
		return world.deeds[deed]?.(given as never);
	}
}));

import { NoAnswer } from '$platform/api/client';
import { Refused } from '../belenios/canonical';
import { keep, recall } from './kept';
import { Officer } from './officer.svelte';

const MEETING = '0f8fad5b-d9cb-469f-a165-70867728950e';
const PIN = 'abcdef0123456789'.repeat(4);
const SEED = 'Ab3dEfGhJkMnPqRsTuVwXy';
const me = { id: 'o1', name: 'Ada', place: 1, is_me: true, confirmed: true, dealt: true, keyed: true };
const certificate = { message: JSON.stringify({ verification: '7', encryption: '8' }), signature: {} };
let officer: Officer;

const times = (what: string) => world.asked.filter(([name]) => name === what).length;
const looks = (n: number) => vi.advanceTimersByTimeAsync(n * 1_500 + 10);

beforeEach(() => {
	vi.useFakeTimers();
	const methods = {
		getItem(this: Record<string, string>, name: string) { return this[name] ?? null; },
		setItem(this: Record<string, string>, name: string, text: string) { this[name] = text; },
		removeItem(this: Record<string, string>, name: string) { delete this[name]; }
	};
	vi.stubGlobal('localStorage', Object.create(methods));
	vi.stubGlobal('fetch', async () => new Response('{}'));
	world.asked.length = 0;
	world.poll = null;
	world.house = {};
	world.ceremony = { state: 'ready', threshold: 2, officers: [me], certificates: [certificate, certificate, certificate], trustees: '[]', kept_key: 'k', is_erased: false };
	world.deeds = { pin: () => ({ pin: PIN }), published: () => ({ place: 1 }) };
});
afterEach(() => {
	officer.stop();
	vi.useRealTimers();
});

function begin(kept: object | null = { seed: SEED, pin: PIN, threshold: 2 }) {
	if (kept) keep(MEETING, 'ada', kept as never);
	officer = new Officer(MEETING);
	officer.start();
	return looks(0);
}

test('whose share is wrong stays on the screen, and the device does not go on', async () => {
	const told = 'the share from trustee 2 does not follow from the coefficients of trustee 2';
	world.ceremony = { ...world.ceremony, state: 'keying', officers: [{ ...me, keyed: false }], input: {}, commitments: [] };
	world.deeds.roundThree = () => {
		throw new Refused(told);
	};

	await begin();
	expect(officer.trouble).toEqual(new Refused(told));
	await looks(4);

	expect(officer.trouble).toEqual(new Refused(told));
	expect(times('roundThree')).toBe(1);
	expect(times('POST meetings/{id}/ceremony/share')).toBe(0);
});

test('what a lost line said is gone when the house answers again, and the round is answered', async () => {
	world.ceremony = { ...world.ceremony, state: 'dealing', officers: [{ ...me, dealt: false }] };
	world.deeds.roundTwo = () => ({});
	let lost = 2;
	world.house['POST meetings/{id}/ceremony/polynomial'] = () => {
		if (lost--) throw new NoAnswer();
		return { ...world.ceremony, state: 'keying', officers: [me] };
	};

	await begin();
	expect(officer.trouble).toBeInstanceOf(NoAnswer);
	await looks(2);

	expect(officer.trouble).toBeNull();
	expect(times('POST meetings/{id}/ceremony/polynomial')).toBe(3);
});

const sealed = { id: 'p1', secrecy: 'secret', state: 'closed' };
const ended = { poll: 'p1', uuid: 'U', election: '{}', ended_at: 'now', opened_at: null, officers: [{ owner: 1, given: false }], ballots: Array.from({ length: 5 }, () => ({ replaced: false })), head: 'h2' };
const part = { partial: '{}', sideProofs: [], election: 'F', tally: 'T' };

test('what a device has decrypted is kept before anything leaves, and held against whatever it is shown next', async () => {
	[world.poll, world.board] = [sealed, ended];
	world.deeds.decrypt = () => part;
	world.house['POST polls/{id}/decryption'] = () => {
		expect(recall(MEETING, 'ada')?.opened).toEqual({ F: 'T' });
		throw new NoAnswer(); // says the house
	};

	await begin();
	await looks(1);

	const shown = world.asked.filter(([name]) => name === 'decrypt').map(([, given]) => given.opened);
	expect(shown.slice(0, 2)).toEqual([{}, { F: 'T' }]);
});

test('a part that was taken is not made again, whatever the board says', async () => {
	[world.poll, world.board] = [sealed, ended];
	world.deeds.decrypt = () => part;

	await begin();
	await looks(3);

	expect(times('decrypt')).toBe(1);
});

test('the heads that were seen while it was open are asked for, whatever the vote is called afterwards', async () => {
	[world.poll, world.board] = [{ ...sealed, state: 'open' }, { ...ended, ended_at: null, head: 'h1' }];
	world.deeds.decrypt = () => part;
	await begin();

	[world.poll, world.board] = [sealed, { ...ended, uuid: 'another' }];
	await looks(1);

	const given = world.asked.find(([name]) => name === 'decrypt')?.[1];
	expect(given?.heads).toEqual(['h1']);
	expect(given?.election).toBe('{}'); // the one that was held against the key
});

test('a vote under another key than the officers made is told while it is open, and never decrypted', async () => {
	[world.poll, world.board] = [{ ...sealed, state: 'open' }, { ...ended, ended_at: null }];
	const told = new Refused('the vote is not encrypted to our key');
	world.deeds.published = ({ election }: { election?: string }) => {
		if (election) throw told;
		return { place: 1 };
	};

	await begin();
	expect(officer.trouble).toEqual(told);
	[world.poll, world.board] = [sealed, ended];
	await looks(3);

	expect(officer.trouble).toEqual(told);
	expect(times('decrypt')).toBe(0);
});

test('the key of the meeting is looked into once it is made', async () => {
	world.deeds.published = () => {
		throw new Refused('the threshold is 3; we agreed on 2');
	};

	await begin();

	expect(officer.trouble).toEqual(new Refused('the threshold is 3; we agreed on 2'));
	expect(world.asked.find(([name]) => name === 'published')?.[1]).toEqual({ trustees: '[]', seed: SEED, pin: PIN, threshold: 2, privateKey: 'k' });
});

test('with the minutes signed the device forgets its seed', async () => {
	world.ceremony = { ...world.ceremony, is_erased: true, kept_key: null };

	await begin();

	expect(officer.seed).toBe('');
	expect(recall(MEETING, 'ada')).toBeNull();
	expect(times('GET meetings/{id}/state')).toBe(0);
});

test('a list that is another one than stands on the paper is not gone on with', async () => {
	world.deeds.roundOne = () => certificate;
	await begin(null);

	await officer.bring(SEED, PIN.slice(0, 23));
	expect(officer.seed).toBe('');
	await officer.bring(SEED, `${PIN.slice(0, 23)}f`);
	expect(officer.trouble).toEqual(new Refused('the list is not the one whose line stands on the paper'));
	expect(recall(MEETING, 'ada')).toBeNull();
	await looks(2);
	expect(officer.trouble).toEqual(new Refused('the list is not the one whose line stands on the paper'));

	await officer.bring(SEED.replace('Ab', 'Ab '), PIN.slice(0, 24).toUpperCase().replace('CD', ' CD '));

	expect(officer.trouble).toBeNull();
	expect(recall(MEETING, 'ada')).toEqual({ seed: SEED, first: PIN, pin: PIN, threshold: 2 });
});

test('who has confirmed and changes devices while the others compare is pinned to the paper’s line', async () => {
	world.deeds.roundOne = () => certificate;
	world.ceremony = { ...world.ceremony, state: 'comparing' };
	await begin(null);
	await officer.bring(SEED, PIN);
	expect(recall(MEETING, 'ada')?.pin).toBe(PIN);
});

const OTHER = '0123456789abcdef'.repeat(4);
const comparing = { state: 'comparing', officers: [{ ...me, confirmed: false, dealt: false, keyed: false }] };

function swapped() {
	world.ceremony = { ...world.ceremony, certificates: [certificate, certificate] };
	world.deeds.pin = () => ({ pin: OTHER });
}

test('a list that takes the place of the one that was compared is not confirmed, however late it comes', async () => {
	world.ceremony = { ...world.ceremony, ...comparing };
	world.deeds.commitment = () => ({ commitment: 'c' });
	await begin({ seed: SEED });
	swapped();
	officer.shown = world.ceremony as never; // the press comes before the next look

	await officer.confirm();

	expect(officer.trouble).toEqual(new Refused('the list is not the one that stood here first'));
	expect(times('POST meetings/{id}/ceremony/confirmation')).toBe(0);
	await looks(2);
	expect(officer.trouble).toEqual(new Refused('the list is not the one that stood here first'));
});

test('a list that comes after a reload is held against the first one, too', async () => {
	world.ceremony = { ...world.ceremony, ...comparing };
	await begin({ seed: SEED });
	officer.stop();
	swapped();

	await begin(null);

	expect(officer.trouble).toEqual(new Refused('the list is not the one that stood here first'));
});

test('after a list was broken off its seed is gone, and a new one has to be asked for', async () => {
	world.ceremony = { ...world.ceremony, ...comparing };
	await begin({ seed: SEED });

	world.ceremony = { ...world.ceremony, state: 'gathering', officers: [], certificates: [] };
	await looks(1);

	expect(officer.seed).toBe('');
	expect(recall(MEETING, 'ada')).toBeNull();
});

test('a threshold that two groups of officers could each reach is not confirmed', async () => {
	world.ceremony = { ...world.ceremony, ...comparing, certificates: Array(4).fill(certificate) };
	await begin({ seed: SEED });

	await officer.confirm();

	expect(String((officer.trouble as Error).message)).toContain('two groups of us');
	expect(times('POST meetings/{id}/ceremony/confirmation')).toBe(0);
});
