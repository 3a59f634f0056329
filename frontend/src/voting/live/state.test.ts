import { describe, expect, test } from 'vitest';
import { entry, live, poll } from './fixtures';
import { apply, applyTurnout, keepReceipt, keepTurnout, withReceipt } from './state';

describe('an entry', () => {
	test('that was already applied changes nothing', () => {
		const before = live();

		expect(apply(before, entry('voting.meetings.closed', {}, 10))).toEqual({ state: before, fits: true });
	});

	test('of an unknown kind only moves the number', () => {
		const { state, fits } = apply(live(), entry('billing.invoices.issued', {}, 11));

		expect(fits).toBe(true);
		expect(state).toEqual({ ...live(), last_event_id: 11 });
	});

	test('about an item we have never seen does not fit', () => {
		expect(apply(live(), entry('voting.meetings.item_started', { no: 30 })).fits).toBe(false);
	});
});

describe('an opened poll', () => {
	test('brings its whole ballot and may be voted in by whoever is in the register', () => {
		const { state } = apply(live(), entry('voting.polls.opened', { poll: poll() }));

		expect(state.poll).toEqual(poll());
		expect(state.my).toEqual({ registration: null, in_register: true, conflicts: [], receipt: null, may_vote: true, holds: 1, votes: [] });
		expect(state.meeting.items[1]!.polls).toEqual([poll()]);
	});

	test('gives no vote to an observer', () => {
		const { state } = apply(live({ my: null }), entry('voting.polls.opened', { poll: poll() }));

		expect(state.my).toBe(null);
	});

	test('forgets the receipt of the poll before', () => {
		const receipt = { poll: 'poll-3', receipt: 'AA-BBBB', number: 1, choice: 'yes' as const, cast_at: '', member: '', channel: 'own_phone' as const, venue: '', repeated: false };
		const before = live({ poll: poll({ id: 'poll-3', state: 'declared' }), my: { registration: null, in_register: true, conflicts: [], receipt, may_vote: true, holds: 1, votes: [] } });

		expect(apply(before, entry('voting.polls.opened', { poll: poll() })).state.my?.receipt).toBe(null);
	});
});

test('a closed poll keeps its turnout and my receipt', () => {
	const receipt = { poll: 'poll-4', receipt: 'K7-4M2Q', number: 1, choice: 'no' as const, cast_at: '', member: '', channel: 'own_phone' as const, venue: '', repeated: false };
	const turnout = { poll: 'poll-4', cast: 96, register: 105, per_venue: [], head: '' };
	const before = live({ poll: poll({ turnout }), my: { registration: null, in_register: true, conflicts: [], receipt, may_vote: true, holds: 1, votes: [] } });
	const { state } = apply(before, entry('voting.polls.closed', { poll: poll({ state: 'closed' }) }));

	expect(state.poll?.state).toBe('closed');
	expect(state.poll?.turnout).toEqual(turnout);
	expect(state.my?.receipt).toEqual(receipt);
});

test('a late word about an older poll does not push the open one aside', () => {
	const { state } = apply(live({ poll: poll() }), entry('voting.polls.declared', { poll: poll({ id: 'poll-3', no: 3, state: 'declared' }) }));

	expect(state.poll?.id).toBe('poll-4');
	expect(state.meeting.items[1]!.polls.map((one) => one.id)).toEqual(['poll-3']);
});

test('a new item ends the one before and clears its result', () => {
	const { state } = apply(live({ poll: poll({ item_no: 8, state: 'declared' }) }), entry('voting.meetings.item_started', { no: 9 }));

	expect(state.meeting.items.map((one) => one.state)).toEqual(['done', 'now']);
	expect(state.meeting.current_item).toBe(9);
	expect(state.poll).toBe(null);
});

test('an arrival counts at its venue', () => {
	expect(apply(live(), entry('voting.meetings.checked_in', { venue: 'Kalmar' })).state.meeting.venues[0]!.checked_in).toBe(49);
});

test('a decision is written once, even if told twice', () => {
	const decision = { id: 'd1', item_no: 8, text_sv: 'att …', method: 'acclamation', taken_at: '', poll: null, event: 12 };
	const once = apply(live(), entry('tenants.decisions.taken', { decision })).state;
	const twice = apply(once, entry('tenants.decisions.taken', { decision })).state;

	expect(twice.meeting.items[0]!.decisions).toHaveLength(1);
});

test('turnout of another poll is not ours', () => {
	const before = live({ poll: poll() });

	expect(applyTurnout(before, { poll: 'poll-9', cast: 1, register: 1, per_venue: [], head: '' })).toBe(before);
	expect(applyTurnout(before, { poll: 'poll-4', cast: 1, register: 105, per_venue: [], head: '' }).poll?.turnout?.cast).toBe(1);
});

describe('a snapshot that a turnout overtook', () => {
	const turnout = (cast: number) => ({ poll: 'poll-4', cast, register: 105, per_venue: [{ name: 'Kalmar', cast, register: 48 }], head: '' });
	const at = (cast: number, change = {}) => live({ poll: poll({ turnout: turnout(cast), ...change }) });

	test('does not take back votes that are known', () => {
		expect(keepTurnout(at(0), at(1)).poll?.turnout).toEqual(turnout(1));
	});

	test('that is newer is taken as it is', () => {
		const fresh = at(2);

		expect(keepTurnout(fresh, at(1))).toBe(fresh);
	});

	test('of another poll or a closed one is taken as it is', () => {
		const [next, closed] = [at(0, { id: 'poll-5' }), at(0, { state: 'closed' })];

		expect(keepTurnout(next, at(1))).toBe(next);
		expect(keepTurnout(closed, at(1))).toBe(closed);
	});
});

describe('the speakers list', () => {
	const list = (version: number, change = {}) => ({ ...live().floor, version, ...change });

	test('comes whole with each entry of the floor', () => {
		const floor = list(2, { limit_s: 180 });

		expect(apply(live(), entry('voting.floor.limits_set', { floor })).state.floor).toEqual(floor);
	});

	test('is not taken back by an entry that an answer has overtaken', () => {
		const before = { ...live(), floor: list(5) };

		expect(apply(before, entry('voting.floor.asked', { floor: list(4) })).state.floor).toEqual(list(5));
	});

	test('is empty under an item that has just been taken up', () => {
		const before = { ...live(), floor: list(5, { spoken: 3, line: { drawn_at: '', closes_at: '' } }) };

		expect(apply(before, entry('voting.meetings.item_started', { no: 9 })).state.floor).toEqual(list(5, { item_no: 9 }));
	});
});

describe('a snapshot that one\'s own vote overtook', () => {
	const mine = (number: number | null, change = {}) => {
		const state = live({ poll: poll(change) });
		const receipt = number === null ? null : { poll: 'poll-4', receipt: `R${number}`, number, choice: 'yes' as const, cast_at: '2016-10-11T11:31:08Z', member: '', channel: 'own_phone' as const, venue: '', repeated: false };
		return { ...state, my: { ...state.my!, receipt } };
	};

	test('does not take the receipt back', () => {
		expect(keepReceipt(mine(null), mine(1)).my?.receipt?.receipt).toBe('R1');
		expect(keepReceipt(mine(1), mine(2)).my?.receipt?.receipt).toBe('R2');
	});

	test('that knows a later vote, another poll or a voided one is taken as it is', () => {
		const [later, next, voided] = [mine(2), mine(null, { id: 'poll-5' }), mine(null, { state: 'voided' })];

		expect(keepReceipt(later, mine(1))).toBe(later);
		expect(keepReceipt(next, mine(1))).toBe(next);
		expect(keepReceipt(voided, mine(1))).toBe(voided);
	});
});

describe('somebody who holds two votes', () => {
	const slip = (receipt: string, number = 1) => ({ poll: 'poll-4', receipt, number, choice: 'yes' as const, cast_at: '', member: '', channel: 'own_phone' as const, venue: '', repeated: false });
	const vote = (hold: number, receipt: ReturnType<typeof slip> | null = null) => ({ hold, authority: (hold === 1 ? 'delegate' : 'proxy') as 'delegate' | 'proxy', member: `M${hold}`, venue: 'Kalmar', receipt, may_vote: true });
	const holding = (...votes: ReturnType<typeof vote>[]) => {
		const state = live({ poll: poll() });
		return { ...state, my: { ...state.my!, holds: 2, votes, receipt: votes[0]?.receipt ?? null } };
	};
	const slips = (state: ReturnType<typeof holding> | ReturnType<typeof live>) => [state.my?.receipt?.receipt ?? null, ...(state.my?.votes ?? []).map((one) => one.receipt?.receipt ?? null)];

	test('has a receipt for each, and a proxy\'s is never one\'s own', () => {
		const proxied = withReceipt(holding(vote(1), vote(2)), slip('P1'), 2);
		expect(slips(proxied)).toEqual([null, null, 'P1']);
		expect(slips(withReceipt(proxied, slip('O1'), 1))).toEqual(['O1', 'O1', 'P1']);
	});

	test('keeps both when an earlier snapshot comes late', () => {
		const known = holding(vote(1, slip('O2', 2)), vote(2, slip('P1')));
		expect(slips(keepReceipt(holding(vote(1, slip('O1')), vote(2)), known))).toEqual(['O2', 'O2', 'P1']);
	});

	test('casts the proxy first when there is no vote of one\'s own', () => {
		expect(slips(withReceipt(holding(vote(2)), slip('P1'), 2))).toEqual(['P1', 'P1']);
	});
});
