/** A rule kept as data, in words: what it is called and what it says. Known words are translated, others shown as they are. */
import type { RuleValue } from '$platform/api/types';
import { m, number } from '$platform/texts';

type Parts = { [part: string]: string | number | boolean };
const isParts = (value: RuleValue): value is Parts => typeof value === 'object' && value !== null && !Array.isArray(value);

const NAMES: Record<string, () => string> = {
	majority: m.tenants_rules_majority, tie_matter_open: m.tenants_rules_tie_matter_open, tie_matter_secret: m.tenants_rules_tie_matter_secret,
	tie_election: m.tenants_rules_tie_election, many_proposals: m.tenants_rules_many_proposals, election_seats: m.tenants_rules_election_seats,
	election_chair: m.tenants_rules_election_chair, election_validity: m.tenants_rules_election_validity, secret_elections: m.tenants_rules_secret_elections,
	votes_per_member: m.tenants_rules_votes_per_member, substitute: m.tenants_rules_substitute, proxy: m.tenants_rules_proxy,
	overdue_blocks_vote: m.tenants_rules_overdue_blocks_vote, remote_voting_rules: m.tenants_rules_remote_voting_rules, quorum: m.tenants_rules_quorum, board_quorum: m.tenants_rules_board_quorum,
	board_tie: m.tenants_rules_board_tie, amend: m.tenants_rules_amend, notice_days: m.tenants_rules_notice_days, papers_days: m.tenants_rules_papers_days,
	motion_deadline_days: m.tenants_rules_motion_deadline_days, agm_deadline: m.tenants_rules_agm_deadline, board: m.tenants_rules_board,
	auditors: m.tenants_rules_auditors, deputies: m.tenants_rules_deputies, nominating_committee: m.tenants_rules_nominating_committee,
	signatory_mode: m.tenants_rules_signatory_mode, fee_decided_by: m.tenants_rules_fee_decided_by, fee_continues_until_changed: m.tenants_rules_fee_continues_until_changed,
	resignation: m.tenants_rules_resignation, refund_on_exit: m.tenants_rules_refund_on_exit,
	strike_off_after_months: m.tenants_rules_strike_off_after_months, any_other_business: m.tenants_rules_any_other_business, in_force: m.tenants_rules_in_force,
	venue_lost_minutes: m.tenants_rules_venue_lost_minutes, max_replies: m.tenants_rules_max_replies
};

const WORDS: Record<string, () => string> = {
	chair_then_lot: m.tenants_rules_chair_then_lot, any_chair_then_lot: m.tenants_rules_any_chair_then_lot, lot: m.tenants_rules_lot, status_quo: m.tenants_rules_status_quo, contraproposition: m.tenants_rules_contraproposition,
	plurality: m.tenants_rules_plurality, approval: m.tenants_rules_approval, yes_no: m.tenants_rules_yes_no, stv_scottish: m.tenants_rules_stv_scottish,
	schulze: m.tenants_rules_schulze, two_round: m.tenants_rules_two_round, at_most: m.tenants_rules_at_most, exactly: m.tenants_rules_exactly,
	on_request: m.tenants_rules_on_request, when_contested: m.tenants_rules_when_contested, always: m.tenants_rules_always, jointly: m.tenants_rules_jointly,
	singly: m.tenants_rules_singly, general_meeting: m.tenants_rules_by_meeting, information_only: m.tenants_rules_information_only,
	second_minutes_adjusted: m.tenants_rules_second_minutes_adjusted, chair: m.tenants_rules_chair
};

const BASES: Record<string, () => string> = {
	cast: m.tenants_rules_base_cast, cast_with_blanks: m.tenants_rules_base_cast_with_blanks, present: m.tenants_rules_base_present,
	register: m.tenants_rules_base_register, members: m.tenants_rules_of_members
};

/** Those that have words; what is only kept for other systems has none. */
export const hasWords = (name: string) => name in NAMES;
export const ruleName = (name: string) => (NAMES[name] ?? m.tenants_rules_other)();
export const ruleWord = (word: string) => WORDS[word]?.() ?? word;
export const ruleBase = (base: string) => BASES[base]?.() ?? base;

/** "mer än hälften av avgivna röster, blanka oräknade". */
export function share({ threshold, fraction, base, of }: Parts): string {
	const part = fraction === '1/2' ? m.tenants_rules_half() : String(fraction ?? '');
	const words = { share: part, base: ruleBase(String(base ?? of ?? '')) };
	return threshold === 'more_than' ? m.tenants_rules_more_than(words) : m.tenants_rules_at_least(words);
}

/** What a rule says, as a short statement. */
export function ruleValue(name: string, value: RuleValue): string {
	if (isParts(value)) return capital(ofParts(name, value));
	if (typeof value === 'boolean') return ofTruth(name, value);
	if (typeof value === 'number') return ofNumber(name, value);
	if (name === 'agm_deadline') return m.tenants_rules_latest_day({ day: monthDay(value) });
	return ruleWord(String(value));
}

function ofParts(name: string, value: Parts): string {
	if (name === 'proxy') {
		if (!value.allowed) return m.tenants_rules_no_proxy();
		const terms = m.tenants_rules_proxy_terms({ cap: String(value.max_members_per_person ?? 2), months: String(value.max_age_months ?? '–') });
		return value.deadline ? `${terms}, ${m.tenants_rules_proxy_deadline()}` : terms;
	}
	if (name === 'notice_days') return m.tenants_rules_notice({ annual: String(value.annual ?? '–'), extra: String(value.extra ?? '–') });
	if (name === 'resignation') return leaving(String(value.effect), Number(value.notice_months ?? 0));
	if (name === 'board') return m.tenants_rules_board_size({ min: String(value.min ?? '–'), max: String(value.max ?? '–'), term: String(value.term ?? '–') });
	if (name === 'quorum' && value.votes) return m.tenants_rules_quorum_votes({ n: String(value.votes) });
	if (name === 'amend' && Number(value.meetings) > 1) {
		const more = [value.min_gap_months && m.tenants_rules_amend_gap({ n: Number(value.min_gap_months) }), value.at_least_one_annual && m.tenants_rules_amend_annual()];
		return [m.tenants_rules_amend_meetings({ share: share(value), n: number(Number(value.meetings)) }), ...more].filter(Boolean).join(', ');
	}
	return 'fraction' in value ? share(value) : Object.entries(value).map(([part, of]) => `${part} ${of}`).join(', ');
}

/** When a member that gives notice has left. */
function leaving(effect: string, n: number): string {
	if (effect === 'after_notice') return m.tenants_rules_leaves_after_notice({ n });
	if (effect !== 'year_end') return m.tenants_rules_leaves_at_once();
	return n ? m.tenants_rules_leaves_year_end_after({ n }) : m.tenants_rules_leaves_year_end();
}

function ofTruth(name: string, value: boolean): string {
	if (name === 'refund_on_exit') return value ? m.tenants_rules_yes_refund() : m.tenants_rules_no_refund();
	if (name === 'substitute') return value ? m.tenants_rules_yes_substitute() : m.tenants_rules_no_substitute();
	if (name === 'remote_voting_rules') return value ? m.tenants_rules_yes_remote_rules() : m.tenants_rules_no_remote_rules();
	if (name === 'overdue_blocks_vote') return value ? m.tenants_rules_yes_overdue() : m.tenants_rules_no_overdue();
	if (name === 'fee_continues_until_changed') return value ? m.tenants_rules_fee_goes_on() : m.tenants_rules_fee_one_year();
	return value ? m.tenants_rules_yes() : m.tenants_rules_no();
}

function ofNumber(name: string, value: number): string {
	if (name === 'papers_days' || name === 'motion_deadline_days') return m.tenants_rules_days_before({ n: value });
	if (name === 'strike_off_after_months') return m.tenants_rules_months({ n: value });
	if (name === 'venue_lost_minutes') return m.tenants_rules_minutes({ n: value });
	return number(value);
}

const monthDay = (value: string) => value.split('-').reverse().map(Number).join('/');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
