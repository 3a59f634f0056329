/** Journal entries as lines: what the minutes are writing. Null for what a line beside it tells already. */
import type { Decision, JournalEntry, Note, Poll, RegisterSummary, Sounding } from '$platform/api/types';
import { clock, m, swedish } from '$platform/texts';
import { noteWord } from '../notes/words';
import { outcomeWord } from '../polls/outcome';
import { TOLD } from '../record/told';

export function logLine({ kind, body }: JournalEntry): string | null {
	const text = (name: string) => String(body[name] ?? '');
	const poll = body.poll as Poll | undefined;
	switch (kind) {
		case 'voting.meetings.opened':
			return m.voting_meetings_log_opened();
		case 'voting.meetings.closed':
			return m.voting_meetings_log_closed();
		case 'voting.meetings.item_started':
			return m.voting_meetings_log_item_started({ no: text('no'), title: swedish() ? text('title_sv') : text('title_en') });
		case 'voting.meetings.venue_confirmed':
			return body.name ? m.voting_meetings_log_venue_confirmed({ venue: text('name') }) : null;
		case 'voting.meetings.checked_in':
			return m.voting_meetings_log_checked_in({ member: text('member'), venue: text('venue') });
		case 'voting.meetings.checked_out':
			return m.voting_meetings_log_checked_out({ member: text('member') });
		case 'tenants.decisions.taken':
			return body.decision ? m.voting_meetings_log_decided({ no: (body.decision as Decision).item_no }) : null;
		case 'tenants.decisions.retracted':
			return body.decision ? m.voting_log_retracted({ no: (body.decision as Decision).item_no, reason: text('reason') }) : null;
		case 'tenants.founding.posts_filled':
			return m.voting_log_posts();
		case 'tenants.founding.founded':
			return m.voting_log_founded({ name: text('name') });
		case 'voting.meetings.adjourned':
			return body.resumes_at ? m.voting_log_adjourned_until({ time: clock(text('resumes_at')) }) : m.voting_log_adjourned();
		case 'voting.meetings.resumed':
			return m.voting_log_resumed();
		case 'voting.meetings.item_postponed':
			return text('outcome') === 'referred_back' ? m.voting_log_referred_back({ no: text('no') }) : m.voting_log_tabled({ no: text('no') });
		case 'voting.meetings.sounded':
			return body.sounding ? soundingLine(body.sounding as Sounding) : null;
		case 'voting.meetings.noted':
			return body.note ? noteLine(body.note as Note) : null;
		case 'voting.meetings.note_withdrawn':
			return body.note ? m.voting_log_withdrawn_note({ note: noteLine(body.note as Note) }) : null;
		case 'voting.meetings.undone':
			return m.voting_log_undone({ no: text('no'), reason: text('reason') });
		case 'voting.meetings.quorum_waived':
			return m.voting_log_quorum_waived({ present: text('present'), needed: text('needed') });
		case 'voting.meetings.seat_taken':
			return m.voting_log_seat_taken({ name: text('name') });
		case 'voting.meetings.seat_left':
			return m.voting_log_seat_left({ name: text('name') });
		case 'voting.register.conflict_noted':
			return m.voting_log_conflict({ member: text('member'), no: text('item_no'), said_by: text('said_by') || (body.is_declared ? 'member' : 'chair') });
		case 'voting.register.conflict_lifted':
			return m.voting_log_conflict_lifted({ member: text('member'), no: text('item_no') });
		case 'voting.register.approved':
			return m.voting_register_log_approved({ total: (body.register as RegisterSummary | undefined)?.total ?? '' });
		case 'voting.register.changed':
			return m.voting_register_log_changed();
		case 'voting.polls.prepared':
			return poll ? m.voting_polls_log_prepared({ no: poll.no }) : null;
		case 'voting.polls.opened':
			return poll ? m.voting_polls_log_opened({ no: poll.no }) : null;
		case 'voting.polls.closed':
			return poll ? m.voting_polls_log_closed({ no: poll.no }) : null;
		case 'voting.polls.declared':
			return poll ? m.voting_polls_log_declared({ no: poll.no, outcome: poll.result ? outcomeWord(poll, poll.result) : '' }) : null;
		case 'voting.polls.paused':
			return poll?.pauses.some((pause) => pause.to === null && !pause.venue) ? m.voting_polls_log_paused({ no: poll.no }) : null;
		case 'voting.polls.resumed':
			return poll ? m.voting_polls_log_resumed({ no: poll.no, seconds: text('outage_seconds') }) : null;
		case 'voting.polls.voided':
			return poll ? m.voting_polls_log_voided({ no: poll.no }) : null;
		case 'voting.polls.venue_lost':
			return m.voting_polls_log_venue_lost({ venue: text('name') });
		case 'voting.polls.venue_restored':
			return m.voting_polls_log_venue_back({ venue: text('name') });
		case 'voting.polls.channel_changed':
			return m.voting_polls_log_channel({ venue: text('venue'), way: text('channel') });
		case 'voting.polls.hands_counted':
			return body.agreed ? m.voting_polls_log_hands_agreed({ venue: text('venue') }) : m.voting_polls_log_hands({ venue: text('venue'), teller: text('teller') });
		case 'voting.polls.assisted':
			return body.channel === 'roll_call' ? null : m.voting_polls_log_assisted({ member: text('member') });
		case 'voting.floor.line_drawn':
			return m.voting_floor_log_line();
		case 'voting.floor.line_lifted':
			return m.voting_floor_log_lifted();
		default:
			return TOLD[kind]?.(body) ?? null;
	}
}

function noteLine(note: Note): string {
	return [noteWord(note.kind), note.name].filter(Boolean).join(', ');
}

function soundingLine(sounding: Sounding): string {
	const heard = { yes: m.voting_heard_yes, no: m.voting_heard_no, unclear: m.voting_heard_unclear }[sounding.heard]();
	return sounding.step === 'acclamation' ? m.voting_heard_acclamation({ heard }) : m.voting_heard_trial({ heard });
}
