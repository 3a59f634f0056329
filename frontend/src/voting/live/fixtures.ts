/** A small meeting for tests. */
import type { Item, JournalEntry, LiveState, Poll } from '$platform/api/types';

export const item = (no: number, state: Item['state'] = 'later'): Item => ({
	id: `item-${no}`, no, title_sv: `Punkt ${no}`, title_en: `Item ${no}`, kind: 'decision', state, proposal_sv: '', decisions: [], polls: [], duty: '', started_at: null,
	outcome: '', outcome_reasons: '', is_unopposed: true, demanded_by: [], notes: [], soundings: []
});

export const poll = (change: Partial<Poll> = {}): Poll => ({
	id: 'poll-4', meeting_id: 'meeting', item_no: 9, no: 4, kind: 'yes_no', question: 'Ska avgiften bero på omsättningen?', detail: '',
	clause: null, recommendation: null, mover: null,
	options: [{ value: 'yes', label: 'Ja', hint: '' }, { value: 'no', label: 'Nej', hint: '' }, { value: 'abstain', label: 'Avstå', hint: '' }],
	rule: { threshold: 'more_than', fraction: '1/2', base: 'cast', source_sv: '', source_en: '', text_sv: 'Mer än hälften av avgivna röster. Bas: ja och nej.', text_en: 'More than half of the votes cast. Base: yes and no.' },
	state: 'open', opened_at: '2016-10-11T11:29:00Z', closed_at: null, declared_at: null, register_total: 105, turnout: null, result: null, seal: null,
	is_rehearsal: false, method: 'majority', secrecy: 'open', candidates: [], seats: 1, max_marks: null, validity: 'at_most', way: { text_sv: '', text_en: '' },
	closes_at: null, seconds_left: null, waits_for: [], pauses: [], channels: [], hands: [], tie: null, purpose: null, repeats: null, held: null,
	voided_at: null, voided_reason: '',
	may: { open: [], close: [], declare: [], pause: [], resume: [], void: [] }, ...change
});

export const live = (change: Partial<LiveState> = {}): LiveState => ({
	last_event_id: 10,
	meeting: {
		id: 'meeting', title: 'Konstituerande möte', kind: 'constituting', state: 'open', starts_at: '2016-10-11T10:45:00Z', lunch_at: null,
		registration_closes_at: '2016-10-07T21:59:00Z', invited_at: null, opened_at: '2016-10-11T10:47:00Z', closed_at: null,
		venues: [{ id: 'v1', name: 'Kalmar', kind: 'hall', address: '', capacity: 60, registered: 53, checked_in: 48, places_left: 7, confirmed_at: null, lost_at: null }],
		items: [item(8, 'now'), item(9)], current_item: 8, rules_adopted: true, register: null, obstacles: { open: [], close: [] }, projector_key: null,
		is_rehearsal: false, rehearsal_of: null, number: '', adjourned_at: null, resumes_at: null, quorum: null, seats: [], undo: null,
		notice: { days: null, findings: [], latest: null, sent: null, source_sv: '', source_en: '', waiting: [], warnings: [] }
	},
	poll: null,
	floor: {
		meeting: 'meeting', item_no: 8, version: 1, turn: 0, policy: 'fifo', limit_s: null, reply_limit_s: 120, max_replies: 2,
		line: null, current: null, waiting: [], last: null, spoken: 0, undo: null
	},
	my: { registration: null, in_register: true, conflicts: [], receipt: null, may_vote: false, holds: 1, votes: [] },
	...change
});

let id = 10;
export const entry = (kind: string, body: Record<string, unknown> = {}, number = ++id): JournalEntry => ({
	id: number, kind, audience: 'public', at: '2016-10-11T11:30:00Z', by: null, subject: null, body, hash: ''
});
