/** An entry of the record in words, as short as a margin note. */
import type { Decision, FloorRequest, JournalEntry, MinutesComment, Poll, RegisterSummary } from '$platform/api/types';
import { m, swedish } from '$platform/texts';
import { logLine } from '../desk/log';
import { outcomeWord } from '../polls/words';

/** `brief` for the margin, where the heading beside it says the rest. */
export function eventWords(entry: JournalEntry, brief = false): string {
	const { kind, body } = entry;
	const text = (name: string) => String(body[name] ?? '');
	const poll = body.poll as Poll | undefined;
	const who = { member: text('member'), delegate: text('delegate'), venue: text('venue') };
	const speaker = { name: (body.request as FloorRequest | undefined)?.name ?? '' };
	const commenter = { name: (body.comment as MinutesComment | undefined)?.name ?? '' };
	const words: Record<string, () => string> = {
		'accounts.role.granted': () => m.voting_record_role_granted({ name: text('name'), role: text('role') }),
		'accounts.role.withdrawn': () => m.voting_record_role_withdrawn({ name: text('name'), role: text('role') }),
		'tenants.networks.founded': () => m.voting_record_founded(),
		'tenants.members.imported': () => m.voting_record_imported({ n: Number(body.created ?? 0) }),
		'tenants.statutes.proposed': () => m.voting_record_statutes({ version: text('version') }),
		'voting.meetings.planned': () => m.voting_record_planned({ title: text('title') }),
		'voting.meetings.plan_changed': () => m.voting_record_plan_changed(),
		'voting.minutes.item_worded': () => m.voting_record_item_worded({ no: typeof body.no === 'number' ? body.no : 0 }),
		'voting.meetings.registered': () => m.voting_record_registered(who),
		'voting.meetings.changed': () => m.voting_record_changed(who),
		'voting.meetings.cancelled': () => m.voting_record_cancelled(who),
		'voting.meetings.checked_in': () => m.voting_record_checked_in(who),
		'voting.meetings.checked_out': () => m.voting_record_checked_out(who),
		'voting.meetings.venue_confirmed': () => m.voting_record_confirmed({ venue: text('name') }),
		'voting.meetings.opened': () => m.voting_record_opened(),
		'voting.meetings.closed': () => m.voting_record_closed(),
		'voting.meetings.item_started': () => (brief ? m.voting_record_item_up({ no: text('no') }) : m.voting_record_item_started({ no: text('no'), title: swedish() ? text('title_sv') : text('title_en') })),
		'voting.meetings.item_done': () => m.voting_record_item_done({ no: text('no') }),
		'tenants.decisions.taken': () => m.voting_record_decided({ no: (body.decision as Decision | undefined)?.item_no ?? '' }),
		'voting.register.approved': () => m.voting_record_register({ total: (body.register as RegisterSummary | undefined)?.total ?? '' }),
		'voting.register.changed': () => m.voting_record_register_changed(),
		'voting.polls.prepared': () => m.voting_record_poll_prepared({ no: poll?.no ?? '' }),
		'voting.polls.opened': () => m.voting_record_poll_opened({ no: poll?.no ?? '' }),
		'voting.polls.closed': () => m.voting_record_poll_closed({ no: poll?.no ?? '' }),
		'voting.polls.declared': () => m.voting_record_poll_declared({ no: poll?.no ?? '', outcome: poll?.result ? outcomeWord(poll, poll.result) : '' }),
		'voting.minutes.frozen': () => m.voting_adjusting_log_frozen({ n: text('version') }),
		'voting.minutes.taken_back': () => m.voting_adjusting_log_taken_back({ n: text('version') }),
		'voting.minutes.commented': () => m.voting_adjusting_log_commented(commenter),
		'voting.minutes.comment_answered': () => m.voting_adjusting_log_answered(commenter),
		'voting.minutes.comment_withdrawn': () => m.voting_adjusting_log_withdrawn(commenter),
		'voting.minutes.approved': () => m.voting_adjusting_log_approved({ name: text('name') }),
		'voting.minutes.approval_withdrawn': () => m.voting_adjusting_log_unapproved({ name: text('name') }),
		'voting.minutes.signed': () => m.voting_adjusting_log_signed({ name: text('name') }),
		'voting.minutes.paper_filed': () => m.voting_adjusting_log_paper(),
		'voting.minutes.completed': () => m.voting_adjusting_log_complete(),
		'voting.minutes.extract_made': () => m.voting_adjusting_log_extract(),
		'voting.minutes.authority_founded': () => m.voting_adjusting_log_authority(),
		'voting.floor.asked': () => m.voting_floor_log_asked(speaker),
		'voting.floor.withdrawn': () => m.voting_floor_log_withdrawn(speaker),
		'voting.floor.called': () => m.voting_floor_log_called(speaker),
		'voting.floor.ended': () => m.voting_floor_log_ended(speaker),
		'voting.floor.skipped': () => m.voting_floor_log_skipped(speaker),
		'voting.floor.extended': () => m.voting_floor_log_rules(),
		'voting.floor.limits_set': () => m.voting_floor_log_rules(),
		'voting.floor.policy_set': () => m.voting_floor_log_rules(),
		'voting.floor.moved': () => m.voting_floor_log_moved(),
		'voting.floor.line_drawn': () => m.voting_floor_log_line(),
		'voting.floor.line_lifted': () => m.voting_floor_log_lifted(),
		'voting.floor.undone': () => m.voting_floor_log_undone(),
		'voting.floor.turned': () => m.voting_floor_log_turned()
	};
	return words[kind]?.() ?? logLine(entry) ?? kind;
}
