/** Journal entries as lines: what the minutes are writing. Null for what the desk need not see. */
import type { Decision, JournalEntry, Poll, RegisterSummary } from '$platform/api/types';
import { m, swedish } from '$platform/texts';
import { outcomeWord } from '../polls/words';

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
		case 'voting.floor.line_drawn':
			return m.voting_floor_log_line();
		case 'voting.floor.line_lifted':
			return m.voting_floor_log_lifted();
		default:
			return null;
	}
}
