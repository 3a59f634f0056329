/** The meeting's course as every screen follows it: breaks, notes, what was heard, and steps taken back. */
import { describe, expect, it } from 'vitest';
import type { Decision, JournalEntry, Note, Sounding } from '$platform/api/types';
import { entry, live } from './fixtures';
import { apply } from './state';

const note = { id: 'n1', item_no: 9, kind: 'reservation', text_sv: 'Jag reserverar mig.', name: 'Ida', own: true } as Note;
const sounding = { id: 's1', item_no: 9, step: 'acclamation', heard: 'yes', settled_at: null } as Sounding;
const decision = { id: 'd1', item_no: 9, method: 'acclamation', text_sv: 'att anta', taken_at: '2016-10-11T11:05:00Z' } as Decision;

const after = (...entries: JournalEntry[]) => entries.reduce((state, one) => apply(state, one).state, live());
const item = (state: ReturnType<typeof after>) => state.meeting.items.find((one) => one.no === 9);

describe('a break', () => {
	it('says until when, and is over when the meeting goes on', () => {
		const away = after(entry('voting.meetings.adjourned', { resumes_at: '2016-10-11T11:30:00Z' }));
		const back = apply(away, entry('voting.meetings.resumed', {})).state;

		expect([away.meeting.state, away.meeting.resumes_at]).toEqual(['adjourned', '2016-10-11T11:30:00Z']);
		expect([back.meeting.state, back.meeting.resumes_at]).toEqual(['open', null]);
	});
});

describe('notes', () => {
	it('stand once under their item, until they are taken back', () => {
		const noted = after(entry('voting.meetings.noted', { note }), entry('voting.meetings.noted', { note }));
		const gone = apply(noted, entry('voting.meetings.note_withdrawn', { note })).state;

		expect(item(noted)?.notes).toEqual([note]);
		expect(item(gone)?.notes).toEqual([]);
	});
});

describe('what the chair heard', () => {
	it('is settled when the gavel falls, but not by a note', () => {
		const heard = after(entry('voting.meetings.sounded', { sounding }));
		const noted = apply(heard, entry('tenants.decisions.taken', { decision: { ...decision, method: 'note' } })).state;
		const decided = apply(heard, entry('tenants.decisions.taken', { decision })).state;

		expect(item(noted)?.soundings[0]?.settled_at).toBeNull();
		expect(item(decided)?.soundings[0]?.settled_at).toBe(decision.taken_at);
	});
});

describe('a step taken back', () => {
	it.each(['voting.meetings.undone', 'tenants.decisions.retracted'])('%s asks for everything anew', (kind) => {
		expect(apply(live(), entry(kind, {})).fits).toBe(false);
	});
});
