import { expect, test } from 'vitest';
import { entry, live, poll } from './fixtures';
import { apply } from './state';

const venue = { id: 'v1', name: 'Kalmar', kind: 'hall' as const, address: '', capacity: 60, registered: 53, checked_in: 48, places_left: 7, confirmed_at: null, lost_at: null };
const registration = { id: 'r', checked_in_venue: 'v1', venue: 'v1' } as never;
const by = (channel: 'phones' | 'hands' | 'roll_call') => [{ venue: 'v1', name: 'Kalmar', channel }];

test('a paused poll stays on screen, takes no vote, and takes votes again when it goes on', () => {
	const open = apply(live(), entry('voting.polls.opened', { poll: poll() })).state;
	const paused = apply(open, entry('voting.polls.paused', { poll: poll({ state: 'paused', waits_for: ['Kalmar'] }) })).state;
	const resumed = apply(paused, entry('voting.polls.resumed', { poll: poll() })).state;

	expect([paused.poll?.state, paused.my?.may_vote]).toEqual(['paused', false]);
	expect([resumed.poll?.state, resumed.my?.may_vote]).toEqual(['open', true]);
});

test('another poll does not push a paused one aside', () => {
	const paused = live({ poll: poll({ state: 'paused' }) });

	expect(apply(paused, entry('voting.polls.declared', { poll: poll({ id: 'poll-3', no: 3, state: 'declared' }) })).state.poll?.id).toBe('poll-4');
});

test.each(['hands', 'roll_call'] as const)('a phone in a place that votes by %s gets no ballot', (channel) => {
	const my = { registration, in_register: true, conflicts: [], receipt: null, may_vote: false, holds: 1, votes: [] };
	const opened = apply(live({ my }), entry('voting.polls.opened', { poll: poll({ channels: by(channel) }) })).state;
	const changed = apply(opened, entry('voting.polls.channel_changed', { poll: poll({ channels: by('phones') }) })).state;

	expect([opened.my?.may_vote, changed.my?.may_vote]).toEqual([false, true]);
});

test('a voided poll says why', () => {
	const { state } = apply(live({ poll: poll() }), entry('voting.polls.voided', { poll: poll({ state: 'voided', voided_reason: 'Fel fråga.' }) }));

	expect([state.poll?.state, state.poll?.voided_reason, state.my?.may_vote]).toEqual(['voided', 'Fel fråga.', false]);
});

test('a place is lost and comes back', () => {
	const lost = apply(live(), { ...entry('voting.polls.venue_lost', { venue: 'v1', name: 'Kalmar' }), at: '2016-10-11T12:03:10Z' }).state;
	const back = apply(lost, entry('voting.polls.venue_restored', { venue: 'v1', name: 'Kalmar' })).state;

	expect(lost.meeting.venues).toEqual([{ ...venue, lost_at: '2016-10-11T12:03:10Z' }]);
	expect(back.meeting.venues[0]?.lost_at).toBe(null);
});
