/** The form of a meeting's own rules: what is chosen in it, and what it sends. Nothing chosen, nothing sent. */
import type { MeetingRules } from '$platform/api/types';
import type { MeetingPlan } from '$platform/api/routes';

type Own = MeetingRules['own'];

export const WORDS = {
	tie_matter_open: ['chair_then_lot', 'any_chair_then_lot', 'lot', 'status_quo'],
	tie_matter_secret: ['lot', 'status_quo'],
	election_seats: ['plurality', 'approval', 'yes_no', 'stv_scottish', 'schulze'],
	election_chair: ['two_round', 'plurality'],
	election_validity: ['at_most', 'exactly'],
	secret_elections: ['on_request', 'when_contested', 'always']
} as const;
export type WordRule = keyof typeof WORDS;
export const WORD_RULES = Object.keys(WORDS) as WordRule[];
/** Yes or no: '' is as the model has it. */
export const TRUTHS = ['substitute', 'overdue_blocks_vote', 'remote_voting_rules'] as const;

export function filled(own: Own) {
	const { majority, proxy, quorum } = own;
	return {
		words: Object.fromEntries(WORD_RULES.map((name) => [name, own[name] ?? ''])) as Record<WordRule, string>,
		truths: Object.fromEntries(TRUTHS.map((name) => [name, own[name] === undefined ? '' : String(own[name])])) as Record<(typeof TRUTHS)[number], string>,
		majority: { on: Boolean(majority), threshold: majority?.threshold ?? 'more_than', fraction: majority?.fraction ?? '1/2', base: majority?.base ?? 'cast' },
		proxy: { on: Boolean(proxy?.allowed), cap: String(proxy?.max_members_per_person ?? 2), months: String(proxy?.max_age_months ?? 12), before: proxy?.deadline === 'before_register_approved' },
		quorum: { on: Boolean(quorum), of: quorum?.of ?? (quorum?.votes ? 'votes' : 'members'), fraction: quorum?.fraction ?? '1/3', votes: String(quorum?.votes ?? '') },
		venue_lost_minutes: own.venue_lost_minutes === undefined ? '' : String(own.venue_lost_minutes)
	};
}

/** What is sent; the server says what of it cannot be. */
export function sent(form: ReturnType<typeof filled>, kept: Own): MeetingPlan['procedure'] {
	const { majority, proxy, quorum } = form;
	const number = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : 0);
	const chosen: Record<string, unknown> = {};
	for (const name of WORD_RULES) if (form.words[name]) chosen[name] = form.words[name];
	for (const name of TRUTHS) if (form.truths[name]) chosen[name] = form.truths[name] === 'true';
	if (majority.on) chosen.majority = { threshold: majority.threshold, fraction: majority.fraction.trim(), base: majority.base };
	if (proxy.on) chosen.proxy = { allowed: true, max_members_per_person: number(proxy.cap), max_age_months: number(proxy.months), ...(proxy.before ? { deadline: 'before_register_approved' } : {}) };
	if (quorum.on) chosen.quorum = quorum.of === 'votes' ? { votes: number(quorum.votes) } : { of: quorum.of, fraction: quorum.fraction.trim(), threshold: 'at_least' };
	if (form.venue_lost_minutes.trim()) chosen.venue_lost_minutes = number(form.venue_lost_minutes);
	if (kept.tie_election) chosen.tie_election = kept.tie_election;
	return chosen as MeetingPlan['procedure'];
}
