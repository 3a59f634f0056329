/** What the record tells in each room, as lines: people, motions, votes, the floor, the minutes, the association. */
import type { Decision, ElectionTold, FloorRequest, JournalEntry, MinutesComment, Motion, Poll, RegisterSummary, ShownOrder } from '$platform/api/types';
import { day, list, m } from '$platform/texts';

type Body = JournalEntry['body'];
export type Line = (body: Body) => string;

const text = (body: Body, name: string) => String(body[name] ?? '');
const number = (body: Body, name: string) => Number(body[name] ?? 0);

const post = (body: Body) => (body.election as ElectionTold | undefined)?.title_sv ?? '';
const nominee = (body: Body) => (body.nomination as { name?: string } | undefined)?.name ?? '';
const named = (body: Body) => ({ name: nominee(body), post: post(body) });
/** Those with equal votes, in the order that the lot gave them. */
const lotOf = (body: Body) => list((body.lot as { names?: string[] } | undefined)?.names ?? []);

/** Who was elected in this ballot, or by this acclamation. */
function elected(body: Body): string {
	const election = body.election as ElectionTold | undefined;
	const rows = (body.round as { table?: { rows?: { name: string; elected: boolean }[] } | null } | null | undefined)?.table?.rows;
	const names = rows ? rows.filter((one) => one.elected).map((one) => one.name) : (election?.elected ?? []).map((one) => one.name);
	if (!names.length) return m.voting_told_elected_nobody({ post: post(body) });
	const said = { names: list(names), post: post(body) };
	return names.length === 1 ? m.voting_told_elected_one(said) : m.voting_told_elected(said);
}

const PEOPLE: Record<string, Line> = {
	'voting.elections.opened': (body) => m.voting_told_election_opened({ post: post(body) }),
	'voting.elections.cancelled': (body) => m.voting_told_election_cancelled({ post: post(body) }),
	'voting.elections.terms_approved': (body) => m.voting_told_terms_approved({ post: post(body) }),
	'voting.elections.nominated': (body) => m.voting_told_nominated(named(body)),
	'voting.elections.withdrawn': (body) => m.voting_told_name_withdrawn(named(body)),
	'voting.elections.nominations_closed': (body) => m.voting_told_nominations_closed({ post: post(body) }),
	'voting.elections.nominations_reopened': (body) => m.voting_told_nominations_reopened({ post: post(body) }),
	'voting.elections.round_put': (body) => m.voting_told_round_put({ no: number(body, 'round'), post: post(body) }),
	'voting.elections.elected': elected,
	'voting.elections.round_voided': (body) => m.voting_told_round_voided({ no: number(body, 'round'), post: post(body), reason: text(body, 'reason') }),
	'voting.elections.order_drawn': (body) => m.voting_told_order_drawn({ names: lotOf(body), post: post(body) }),
	'voting.elections.accepted': (body) => m.voting_told_accepted(named(body)),
	'voting.elections.declined': (body) => m.voting_told_declined(named(body)),
	'voting.elections.decided': (body) => m.voting_told_election_decided({ post: post(body) })
};

const motion = (body: Body) => body.motion as Motion | undefined;
const mark = (body: Body) => ({ mark: motion(body)?.mark ?? '' });
const no = (body: Body) => ({ no: (body.order as ShownOrder | undefined)?.item_no ?? '' });
const step = (body: Body) => ({ ...no(body), step: text(body, 'step') });

const MOTIONS: Record<string, Line> = {
	'voting.motions.filed': (body) => m.voting_told_motion_filed({ ...mark(body), who: motion(body)?.mover.label || m.voting_motions_officers_own() }),
	'voting.motions.withdrawn': (body) => m.voting_told_motion_withdrawn(mark(body)),
	'voting.motions.recommended': (body) => m.voting_told_motion_recommended(mark(body)),
	'voting.motions.merged': (body) => {
		const into = body.into as Motion | null | undefined;
		return into ? m.voting_told_motion_merged_into({ ...mark(body), other: into.mark }) : m.voting_told_motion_merged(mark(body));
	},
	'voting.motions.settled': (body) => (motion(body)?.state === 'carried' ? m.voting_told_motion_carried(mark(body)) : m.voting_told_motion_rejected(mark(body))),
	'voting.motions.main_set': () => m.voting_told_main_set(),
	'voting.motions.order_proposed': (body) => m.voting_told_order_proposed(no(body)),
	'voting.motions.order_approved': (body) => m.voting_told_order_approved(no(body)),
	'voting.motions.step_put': (body) => m.voting_told_step_put(step(body)),
	'voting.motions.step_taken': (body) => m.voting_told_step_taken(step(body)),
	'voting.motions.step_undone': (body) => (body.step === null || body.step === undefined ? m.voting_told_rest_undone({ ...no(body), reason: text(body, 'reason') }) : m.voting_told_step_undone({ ...step(body), reason: text(body, 'reason') })),
	'voting.motions.untouched_approved': (body) => m.voting_told_untouched(no(body)),
	'voting.motions.finished': (body) => m.voting_told_order_finished(no(body))
};

const poll = (body: Body) => (body.poll as Poll | undefined)?.no ?? '';
const proxy = (body: Body) => ({ member: text(body, 'member'), holder: text(body, 'holder') });

const VOTES: Record<string, Line> = {
	'voting.polls.tie_resolved': (body) => {
		const said = { no: poll(body), names: list((body.prevails as string[] | undefined) ?? []) };
		return body.means === 'chair' ? m.voting_told_tie_by_chair(said) : m.voting_told_tie_by_lot(said);
	},
	'voting.polls.withdrawn': (body) => m.voting_told_poll_withdrawn({ no: poll(body) }),
	'voting.register.proxy_filed': (body) => m.voting_told_proxy_filed(proxy(body)),
	'voting.register.key_noted': (body) => {
		const said = { member: text(body, 'member'), name: text(body, 'name'), venue: text(body, 'venue') };
		if (body.way === 'device_again') return m.voting_who_device_again(said);
		return body.way === 'card_again' ? m.voting_who_card_again(said) : m.voting_who_card(said);
	},
	'voting.register.proxy_revoked': (body) => m.voting_told_proxy_revoked(proxy(body))
};

const speaker = (body: Body) => ({ name: (body.request as FloorRequest | undefined)?.name ?? '' });

const FLOOR: Record<string, Line> = {
	'voting.floor.asked': (body) => m.voting_floor_log_asked(speaker(body)),
	'voting.floor.withdrawn': (body) => m.voting_floor_log_withdrawn(speaker(body)),
	'voting.floor.called': (body) => m.voting_floor_log_called(speaker(body)),
	'voting.floor.ended': (body) => m.voting_floor_log_ended(speaker(body)),
	'voting.floor.skipped': (body) => m.voting_floor_log_skipped(speaker(body)),
	'voting.floor.extended': () => m.voting_floor_log_rules(),
	'voting.floor.limits_set': () => m.voting_floor_log_rules(),
	'voting.floor.policy_set': () => m.voting_floor_log_rules(),
	'voting.floor.moved': () => m.voting_floor_log_moved(),
	'voting.floor.undone': () => m.voting_floor_log_undone(),
	'voting.floor.turned': () => m.voting_floor_log_turned()
};

const commenter = (body: Body) => ({ name: (body.comment as MinutesComment | undefined)?.name ?? '' });

const MINUTES: Record<string, Line> = {
	'voting.minutes.item_worded': (body) => m.voting_record_item_worded({ no: number(body, 'no') }),
	'voting.minutes.frozen': (body) => m.voting_adjusting_log_frozen({ n: text(body, 'version') }),
	'voting.minutes.taken_back': (body) => m.voting_adjusting_log_taken_back({ n: text(body, 'version') }),
	'voting.minutes.commented': (body) => m.voting_adjusting_log_commented(commenter(body)),
	'voting.minutes.comment_answered': (body) => m.voting_adjusting_log_answered(commenter(body)),
	'voting.minutes.comment_withdrawn': (body) => m.voting_adjusting_log_withdrawn(commenter(body)),
	'voting.minutes.approved': (body) => m.voting_adjusting_log_approved({ name: text(body, 'name') }),
	'voting.minutes.approval_withdrawn': (body) => m.voting_adjusting_log_unapproved({ name: text(body, 'name') }),
	'voting.minutes.signed': (body) => m.voting_adjusting_log_signed({ name: text(body, 'name') }),
	'voting.minutes.paper_filed': () => m.voting_adjusting_log_paper(),
	'voting.minutes.completed': () => m.voting_adjusting_log_complete(),
	'voting.minutes.extract_made': () => m.voting_adjusting_log_extract(),
	'voting.minutes.authority_founded': () => m.voting_adjusting_log_authority(),
	'voting.minutes.annex_attached': (body) => m.voting_told_annex_attached({ no: number(body, 'no'), title: text(body, 'title') }),
	'voting.minutes.annex_removed': (body) => m.voting_told_annex_removed({ no: number(body, 'no'), title: text(body, 'title') })
};

const who = (body: Body) => ({ member: text(body, 'member'), delegate: text(body, 'delegate'), venue: text(body, 'venue') });

const AROUND: Record<string, Line> = {
	'accounts.role.granted': (body) => m.voting_record_role_granted({ name: text(body, 'name'), role: text(body, 'role') }),
	'accounts.role.withdrawn': (body) => m.voting_record_role_withdrawn({ name: text(body, 'name'), role: text(body, 'role') }),
	'tenants.exports.asked': () => m.voting_told_export_asked(),
	'tenants.exports.made': (body) => m.voting_told_export_made({ n: number(body, 'files') }),
	'tenants.exports.fetched': () => m.voting_told_export_fetched(),
	'tenants.networks.founded': () => m.voting_record_founded(),
	'tenants.members.imported': (body) => m.voting_record_imported({ n: number(body, 'created') }),
	'tenants.members.added': (body) => m.voting_told_member_added({ name: text(body, 'name') }),
	'tenants.members.changed': (body) => m.voting_told_member_changed({ name: text(body, 'name') }),
	'tenants.members.membership_asked': (body) => m.voting_told_membership_asked({ name: text(body, 'name') }),
	'tenants.members.striking_proposed': (body) => m.voting_told_striking_proposed({ name: text(body, 'name') }),
	'tenants.members.leaving_noticed': (body) => m.voting_told_leaving_noticed({ name: text(body, 'name'), date: body.ends_on ? day(text(body, 'ends_on')) : '' }),
	'tenants.members.leaving_withdrawn': (body) => m.voting_told_leaving_withdrawn({ name: text(body, 'name') }),
	'tenants.members.left': (body) => m.voting_told_member_left({ name: text(body, 'name') }),
	'tenants.founding.posts_ended': (body) => m.voting_told_posts_ended({ names: list([...new Set(((body.holdings ?? []) as { name: string }[]).map((one) => one.name))]), organisation: text(body, 'organisation') }),
	'tenants.members.striking_withdrawn': (body) => m.voting_told_striking_withdrawn({ name: text(body, 'name') }),
	'tenants.members.application_withdrawn': (body) => m.voting_told_application_withdrawn({ name: text(body, 'name') }),
	'tenants.statutes.published': (body) => m.voting_record_statutes({ version: text(body, 'version') }),
	'tenants.statutes.adopted': (body) => (body.is_first_reading ? m.voting_told_statutes_first() : body.not_before && !body.in_force_from ? m.voting_told_statutes_later({ number: text(body, 'number'), date: day(text(body, 'not_before')) }) : (body.awaits_minutes ? m.voting_told_statutes_awaited : m.voting_told_statutes_adopted)({ number: text(body, 'number') })),
	'tenants.statutes.in_force': (body) => m.voting_told_statutes_in_force({ number: text(body, 'number') }),
	'tenants.statutes.reading_fallen': (body) => m.voting_told_reading_fallen({ number: text(body, 'number') }),
	'voting.meetings.planned': (body) => m.voting_record_planned({ title: text(body, 'title') }),
	'voting.meetings.matter_added': (body) => m.voting_record_matter_added({ title: text(body, 'title') }),
	'voting.meetings.matter_removed': (body) => m.voting_record_matter_removed({ title: text(body, 'title') }),
	'voting.meetings.plan_changed': () => m.voting_record_plan_changed(),
	'voting.convening.notice_sent': (body) => m.voting_told_notice_sent({ number: number(body, 'number'), n: number(body, 'recipients') }),
	'voting.convening.notice_sent_again': (body) => m.voting_told_notice_again({ number: number(body, 'number'), n: number(body, 'recipients') }),
	'voting.convening.notice_sent_to_late': (body) => m.voting_told_notice_late({ number: number(body, 'number'), n: number(body, 'recipients') }),
	'voting.meetings.board_prepared': () => m.voting_told_board_prepared(),
	'voting.meetings.rehearsal_removed': (body) => m.voting_told_rehearsal_removed({ title: text(body, 'title') }),
	'voting.meetings.registered': (body) => m.voting_record_registered(who(body)),
	'voting.meetings.changed': (body) => m.voting_record_changed(who(body)),
	'voting.meetings.cancelled': (body) => m.voting_record_cancelled(who(body)),
	'voting.meetings.item_done': (body) => m.voting_record_item_done({ no: text(body, 'no') })
};

const SECRET: Record<string, Line> = {
	'voting.polls.decryption_given': (body) => m.voting_told_decryption_given({ name: text(body, 'name'), no: number(body, 'no') }),
	'voting.polls.decrypted': (body) => m.voting_told_decrypted({ no: poll(body) }),
	'voting.ceremony.certificate_given': (body) => m.voting_told_certificate_given({ name: text(body, 'name') }),
	'voting.ceremony.list_frozen': (body) => m.voting_told_list_frozen({ names: list((body.officers as string[] | undefined) ?? []), n: number(body, 'threshold') }),
	'voting.ceremony.list_confirmed': (body) => m.voting_told_list_confirmed({ name: text(body, 'name') }),
	'voting.ceremony.round_ended': () => m.voting_told_round_ended(),
	'voting.ceremony.key_made': (body) => m.voting_told_key_made({ hash: text(body, 'trustees').slice(0, 12) }),
	'voting.ceremony.voided': (body) => m.voting_told_ceremony_voided({ reason: text(body, 'reason') }),
	'voting.ceremony.messages_erased': () => m.voting_told_messages_erased(),
	'voting.ballotbox.key_given': (body) => m.voting_told_device_key_given({ name: text(body, 'name') }),
	'voting.ballotbox.key_replaced': (body) => m.voting_told_device_key_replaced({ name: text(body, 'name') })
};

/** Every kind that has no line of its own at the desk. */
export const TOLD: Record<string, Line> = { ...PEOPLE, ...MOTIONS, ...VOTES, ...FLOOR, ...MINUTES, ...SECRET, ...AROUND };

/** As short as a margin note, where the heading beside it says the rest. */
export const BRIEF: Record<string, Line> = {
	'voting.meetings.checked_in': (body) => m.voting_record_checked_in(who(body)),
	'voting.meetings.checked_out': (body) => m.voting_record_checked_out(who(body)),
	'voting.meetings.venue_confirmed': (body) => m.voting_record_confirmed({ venue: text(body, 'name') }),
	'voting.meetings.opened': () => m.voting_record_opened(),
	'voting.meetings.closed': () => m.voting_record_closed(),
	'tenants.decisions.taken': (body) => m.voting_record_decided({ no: (body.decision as Decision | undefined)?.item_no ?? '' }),
	'voting.register.approved': (body) => m.voting_record_register({ total: (body.register as RegisterSummary | undefined)?.total ?? '' }),
	'voting.register.changed': () => m.voting_record_register_changed(),
	'voting.polls.prepared': (body) => m.voting_record_poll_prepared({ no: poll(body) }),
	'voting.polls.opened': (body) => m.voting_record_poll_opened({ no: poll(body) }),
	'voting.polls.closed': (body) => m.voting_record_poll_closed({ no: poll(body) })
};
