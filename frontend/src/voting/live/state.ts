/** What one journal entry does to what we know. Pure: old state + entry = new state. */
import type { BallotReceipt, Decision, Floor, Item, JournalEntry, LiveState, Meeting, Note, Poll, RegisterSummary, Sounding, Turnout, Venue } from '$platform/api/types';
import { mayVote } from '../polls/channels';

export interface Applied {
	state: LiveState;
	/** False when the entry speaks of something we have never seen: fetch a new snapshot. */
	fits: boolean;
}

const UNDER_WAY: Poll['state'][] = ['open', 'paused'];

export function apply(state: LiveState, entry: JournalEntry): Applied {
	if (entry.id <= state.last_event_id) return { state, fits: true };
	const next = { ...state, last_event_id: entry.id };
	const applied = happened(next, entry);
	return applied ? { state: applied, fits: true } : { state: next, fits: false };
}

/** Null when the entry does not fit. Kinds that change nothing on these screens leave the state as it is. */
function happened(state: LiveState, { kind, at, subject, body }: JournalEntry): LiveState | null {
	switch (kind) {
		case 'voting.meetings.opened':
			return withMeeting(state, { state: 'open', opened_at: at });
		case 'voting.meetings.closed':
			return withMeeting(state, { state: 'closed', closed_at: at });
		case 'voting.meetings.adjourned':
			return withMeeting(state, { state: 'adjourned', adjourned_at: at, resumes_at: (body.resumes_at as string | null) ?? null });
		case 'voting.meetings.resumed':
			return withMeeting(state, { state: 'open', adjourned_at: null, resumes_at: null });
		case 'voting.meetings.noted':
			return body.note ? changeNotes(state, body.note as Note, true) : null;
		case 'voting.meetings.note_withdrawn':
			return body.note ? changeNotes(state, body.note as Note, false) : null;
		case 'voting.meetings.sounded':
			return body.sounding ? addSounding(state, body.sounding as Sounding) : null;
		case 'voting.meetings.undone':
		case 'tenants.decisions.retracted':
			return null; // what it was has to be asked for
		case 'voting.meetings.venue_confirmed':
			return confirmVenue(state, String(body.venue ?? subject), at);
		case 'voting.meetings.checked_in':
		case 'voting.meetings.checked_out':
			return countArrival(state, String(body.venue), kind.endsWith('in') ? 1 : -1);
		case 'voting.meetings.item_started':
			return startItem(state, Number(body.no));
		case 'voting.meetings.item_done':
			return changeItem(state, Number(body.no), (item) => ({ ...item, state: 'done' }));
		case 'tenants.decisions.taken':
			return body.decision ? addDecision(state, body.decision as Decision) : null;
		case 'voting.register.approved':
			return body.register ? withMeeting(state, { register: body.register as RegisterSummary }) : null;
		case 'voting.register.changed':
			return state.meeting.register ? withMeeting(state, { register: { ...state.meeting.register, changed_since_approval: true } }) : state;
		case 'voting.polls.prepared':
			return body.poll ? putInItem(state, body.poll as Poll) : null;
		case 'voting.polls.opened':
			return body.poll ? openPoll(state, body.poll as Poll) : null;
		case 'voting.polls.closed':
		case 'voting.polls.declared':
		case 'voting.polls.voided':
		case 'voting.polls.paused':
		case 'voting.polls.resumed':
		case 'voting.polls.decrypted':
		case 'voting.polls.channel_changed':
			return body.poll ? followPoll(state, body.poll as Poll) : null;
		case 'voting.polls.venue_lost':
		case 'voting.polls.venue_restored':
			return changeVenue(state, String(body.venue), { lost_at: kind.endsWith('lost') ? at : null });
		default:
			return kind.startsWith('voting.floor.') && body.floor ? withFloor(state, body.floor as Floor) : state;
	}
}

/** The whole list comes with each entry; an answer to one's own call may have overtaken it. */
export function withFloor(state: LiveState, floor: Floor): LiveState {
	return floor.version < state.floor.version ? state : { ...state, floor };
}

export function applyTurnout(state: LiveState, turnout: Turnout): LiveState {
	if (state.poll?.id !== turnout.poll) return state;
	const poll = { ...state.poll, turnout };
	return putInItem({ ...state, poll }, poll) ?? { ...state, poll };
}

/**
 * A snapshot may have been drawn before a turnout that overtook it on the way, and the same turnout is not sent
 * twice. Votes are changed but never taken back while a poll is open, so the larger of the two is the newer.
 */
export function keepTurnout(fresh: LiveState, known: LiveState | null): LiveState {
	const turnout = known?.poll?.turnout;
	if (!turnout || fresh.poll?.id !== turnout.poll || fresh.poll.state !== 'open') return fresh;
	return turnout.cast > (fresh.poll.turnout?.cast ?? 0) ? applyTurnout(fresh, turnout) : fresh;
}

/** A snapshot drawn before one's own vote came in knows nothing of it: the later of two receipts for the poll stands. */
export function keepReceipt(fresh: LiveState, known: LiveState | null): LiveState {
	const my = known?.my;
	if (!my || !fresh.my || !fresh.poll || fresh.poll.state === 'voided') return fresh;
	let kept = my.receipt ? withReceipt(fresh, my.receipt, firstHold(my)) : fresh;
	for (const one of my.votes) if (one.receipt) kept = withReceipt(kept, one.receipt, one.hold);
	return kept;
}

/** One's own receipt, or that of a proxy's vote, unless a later vote is known already. */
export function withReceipt(state: LiveState, receipt: BallotReceipt, hold: number): LiveState {
	const { my, poll } = state;
	if (!my || poll?.id !== receipt.poll) return state;
	const later = (told: BallotReceipt | null) => told?.poll === receipt.poll && told.number >= receipt.number;
	const own = hold === firstHold(my) && !later(my.receipt);
	const held = my.votes.some((one) => one.hold === hold && !later(one.receipt));
	if (!own && !held) return state;
	const votes = held ? my.votes.map((one) => (one.hold === hold ? { ...one, receipt } : one)) : my.votes;
	return { ...state, my: { ...my, receipt: own ? receipt : my.receipt, votes } };
}

/** The vote that a phone casts first: one's own member's, or the first proxy of somebody without one. */
export function firstHold(my: NonNullable<LiveState['my']>): number {
	return my.votes[0]?.hold ?? 1;
}

function withMeeting(state: LiveState, change: Partial<Meeting>): LiveState {
	return { ...state, meeting: { ...state.meeting, ...change } };
}

function changeItem(state: LiveState, no: number, change: (item: Item) => Item): LiveState | null {
	if (!state.meeting.items.some((item) => item.no === no)) return null;
	return withMeeting(state, { items: state.meeting.items.map((item) => (item.no === no ? change(item) : item)) });
}

function startItem(state: LiveState, no: number): LiveState | null {
	if (!state.meeting.items.some((item) => item.no === no)) return null;
	const items = state.meeting.items.map((item) =>
		item.no === no ? { ...item, state: 'now' as const } : item.state === 'now' ? { ...item, state: 'done' as const } : item
	);
	const poll = state.poll && !UNDER_WAY.includes(state.poll.state) && state.poll.item_no !== no ? null : state.poll;
	const floor = state.floor.item_no === no ? state.floor : { ...state.floor, item_no: no, current: null, waiting: [], last: null, line: null, undo: null, spoken: 0 };
	return { ...withMeeting(state, { items, current_item: no }), poll, floor };
}

function confirmVenue(state: LiveState, venue: string, at: string): LiveState {
	return changeVenue(state, venue, { confirmed_at: at });
}

function changeVenue(state: LiveState, venue: string, change: Partial<Venue>): LiveState {
	const venues = state.meeting.venues.map((one) => (one.id === venue || one.name === venue ? { ...one, ...change } : one));
	return withMeeting(state, { venues });
}

function countArrival(state: LiveState, venue: string, step: 1 | -1): LiveState {
	const venues = state.meeting.venues.map((one) => (one.id === venue || one.name === venue ? { ...one, checked_in: one.checked_in + step } : one));
	return withMeeting(state, { venues });
}

function addDecision(state: LiveState, decision: Decision): LiveState | null {
	return changeItem(state, decision.item_no, (item) =>
		item.decisions.some((known) => known.id === decision.id) ? item : { ...item, decisions: [...item.decisions, decision], soundings: settled(item.soundings, decision) }
	);
}

/** The gavel fell: what was heard before it is settled. */
function settled(soundings: Sounding[], { method, taken_at }: Decision): Sounding[] {
	return method === 'note' ? soundings : soundings.map((one) => (one.settled_at ? one : { ...one, settled_at: taken_at }));
}

function changeNotes(state: LiveState, note: Note, stands: boolean): LiveState | null {
	return changeItem(state, note.item_no, (item) => {
		const others = item.notes.filter((one) => one.id !== note.id);
		return { ...item, notes: stands ? [...others, note] : others };
	});
}

function addSounding(state: LiveState, sounding: Sounding): LiveState | null {
	return changeItem(state, sounding.item_no, (item) => ({ ...item, soundings: [...item.soundings.filter((one) => one.id !== sounding.id), sounding] }));
}

function putInItem(state: LiveState, poll: Poll): LiveState | null {
	return changeItem(state, poll.item_no, (item) => ({
		...item,
		polls: item.polls.some((known) => known.id === poll.id)
			? item.polls.map((known) => (known.id === poll.id ? newer(known, poll) : known))
			: [...item.polls, poll]
	}));
}

/** An entry for everybody has no tellers' sheets in it: what this screen knows of them stays until it asks again. */
function newer(known: Poll, poll: Poll): Poll {
	return { ...known, ...poll, turnout: poll.turnout ?? known.turnout, hands: poll.hands.length ? poll.hands : known.hands };
}

/** The whole ballot comes with the entry: nobody needs to ask for anything. */
function openPoll(state: LiveState, poll: Poll): LiveState | null {
	const known = putInItem(state, poll);
	if (!known) return null;
	const my = state.my && { ...state.my, receipt: null, may_vote: mayVote(poll, state.my), votes: [] };
	return { ...known, poll, my };
}

function followPoll(state: LiveState, poll: Poll): LiveState | null {
	const known = putInItem(state, poll);
	if (!known) return null;
	if (state.poll && state.poll.id !== poll.id && UNDER_WAY.includes(state.poll.state)) return known;
	const shown = state.poll?.id === poll.id ? newer(state.poll, poll) : poll;
	const my = state.my && { ...state.my, receipt: state.poll?.id === poll.id ? state.my.receipt : null, may_vote: mayVote(poll, state.my) };
	return { ...known, poll: shown, my };
}
