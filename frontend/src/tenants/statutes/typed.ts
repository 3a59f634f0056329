/** The rules beside a clause as a form: of which parts each is made, what stands in them, and what is sent. */
import type { RuleValue } from '$platform/api/types';
import { m } from '$platform/texts';
import { ruleBase, ruleValue, ruleWord } from './rules';

export type Rules = Record<string, RuleValue>;
export type Part = { part: string; label: () => string } & ({ kind: 'number'; may?: boolean } | { kind: 'text'; hint?: () => string } | { kind: 'truth' } | { kind: 'word'; words: readonly string[]; say: (word: string) => string });
/** One rule being typed: the text of each part; a scalar has the one part ''. */
export type Typed = { name: string; parts: Record<string, string> };

const word = (part: string, label: () => string, words: readonly string[], say: (word: string) => string = ruleWord): Part => ({ part, label, kind: 'word', words, say });
const count = (part: string, label: () => string, may = false): Part => ({ part, label, kind: 'number', may });
const truth = (part: string, label: () => string): Part => ({ part, label, kind: 'truth' });
const limit = (word: string) => (word === 'more_than' ? m.tenants_typed_more_than() : m.tenants_typed_at_least());
const yes = (word: string) => (word === 'true' ? m.tenants_rules_yes() : m.tenants_rules_no());

const SHARE: Part[] = [
	word('threshold', m.tenants_typed_threshold, ['more_than', 'at_least'], limit),
	{ part: 'fraction', label: m.tenants_typed_fraction, kind: 'text', hint: m.tenants_typed_fraction_hint }
];
const BASE = word('base', m.tenants_typed_base, ['cast', 'cast_with_blanks', 'present', 'register'], ruleBase);
const OF = word('of', m.tenants_typed_base, ['members', 'register'], ruleBase);
const said = (...words: string[]): Part[] => [word('', m.tenants_typed_value, words)];
const whole: Part[] = [count('', m.tenants_typed_number)];
const days: Part[] = [count('', m.tenants_typed_days)];
const whether = (name: string): Part[] => [word('', m.tenants_typed_value, ['true', 'false'], (one) => ruleValue(name, one === 'true'))];

export const PARTS: Record<string, Part[]> = {
	majority: [...SHARE, BASE],
	quorum: [...SHARE, OF, count('votes', m.tenants_typed_votes, true)],
	tie_matter_open: said('chair_then_lot', 'any_chair_then_lot', 'lot', 'status_quo'),
	tie_matter_secret: said('lot', 'status_quo'),
	tie_election: said('lot'),
	many_proposals: said('contraproposition'),
	election_seats: said('plurality', 'approval', 'yes_no', 'stv_scottish', 'schulze'),
	election_chair: said('two_round', 'plurality'),
	election_validity: said('at_most', 'exactly'),
	secret_elections: said('on_request', 'when_contested', 'always'),
	amend: [...SHARE, BASE, count('meetings', m.tenants_typed_meetings), count('min_gap_months', m.tenants_typed_gap, true), truth('at_least_one_annual', m.tenants_typed_annual), truth('or_unanimous_at_one', m.tenants_typed_unanimous)],
	in_force: said('second_minutes_adjusted'),
	notice_days: [count('annual', m.tenants_typed_notice_annual), count('extra', m.tenants_typed_notice_extra)],
	papers_days: days,
	motion_deadline_days: days,
	agm_deadline: [{ part: '', label: m.tenants_typed_day, kind: 'text', hint: m.tenants_typed_day_hint }],
	votes_per_member: whole,
	substitute: whether('substitute'),
	proxy: [word('allowed', m.tenants_typed_allowed, ['true', 'false'], yes), count('max_members_per_person', m.tenants_typed_cap, true), count('max_age_months', m.tenants_typed_months, true), truth('deadline', m.tenants_typed_before_register)],
	overdue_blocks_vote: whether('overdue_blocks_vote'),
	board: [count('min', m.tenants_typed_min), count('max', m.tenants_typed_max), count('term', m.tenants_typed_term, true), count('chair_term', m.tenants_typed_chair_term, true), count('min_per_county', m.tenants_typed_per_county, true)],
	board_quorum: [...SHARE, OF],
	board_tie: said('chair', 'lot', 'status_quo'),
	auditors: whole,
	deputies: whole,
	nominating_committee: whole,
	signatory_mode: said('jointly', 'singly'),
	fee_decided_by: said('general_meeting'),
	fee_continues_until_changed: whether('fee_continues_until_changed'),
	strike_off_after_months: [count('', m.tenants_typed_months)],
	any_other_business: said('information_only')
};
const SCALARS: Record<string, RuleValue> = { notice_days: { annual: 21, extra: 14 }, board: { min: 3, max: 7, term: 1 }, proxy: { allowed: true, max_members_per_person: 1, max_age_months: 12 }, amend: { threshold: 'at_least', fraction: '2/3', base: 'cast', meetings: 1 } };

/** What stands in the boxes for a rule as it is. Nothing: a rule that is added. */
export function filled(name: string, value: RuleValue | undefined): Typed {
	const from = value ?? SCALARS[name];
	const parts = (PARTS[name] ?? []).map((one): [string, string] => {
		const of = typeof from === 'object' && from !== null && one.part ? (from as Record<string, unknown>)[one.part] : one.part ? undefined : from;
		if (one.part === 'deadline') return [one.part, of ? 'true' : ''];
		if (one.kind === 'truth') return [one.part, of ? 'true' : ''];
		if (of !== undefined) return [one.part, String(of)];
		return [one.part, one.kind === 'word' ? (one.words[0] ?? '') : one.part === 'fraction' ? '1/2' : ''];
	});
	return { name, parts: Object.fromEntries(parts) };
}

/** What is sent; the server says what of it cannot be. */
export function sent({ name, parts }: Typed): RuleValue {
	if (name === 'quorum' && parts.votes?.trim()) return { votes: whole_(parts.votes) };
	const found: Record<string, string | number | boolean> = {};
	for (const one of PARTS[name] ?? []) {
		const said = (parts[one.part] ?? '').trim();
		if (one.part === 'deadline') {
			if (said) found.deadline = 'before_register_approved';
		} else if (one.kind === 'truth') {
			if (said) found[one.part] = true;
		} else if (one.kind === 'number') {
			if (said || !one.may) found[one.part] = whole_(said);
		} else found[one.part] = said === 'true' ? true : said === 'false' ? false : said;
	}
	return '' in found ? found['']! : found;
}

/** A clause's rules with what a motion would change of them. */
export function withChanges(own: Rules, changed: { name: string; after: RuleValue | null }[]): Rules {
	const found = { ...own };
	for (const { name, after } of changed) {
		if (after === null) delete found[name];
		else found[name] = after;
	}
	return found;
}

/** Words where a number should be are sent as they are, and refused by name. */
const whole_ = (said: string) => (/^\d+$/.test(said.trim()) ? Number(said) : -1);

export const same = (one: RuleValue | undefined, two: RuleValue | undefined): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(two));
const sorted = (of: RuleValue | undefined): unknown => (typeof of === 'object' && of !== null && !Array.isArray(of) ? Object.fromEntries(Object.entries(of).sort()) : (of ?? null));
