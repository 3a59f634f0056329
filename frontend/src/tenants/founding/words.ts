/** The association's facts, posts and effects in words. */
import type { BookDecision, Effect, FactKind, Post, Stage } from '$platform/api/types';
import { capital, day, list, m, money, swedish } from '$platform/texts';

const posts: Record<Post, () => string> = {
	board_chair: m.tenants_founding_post_board_chair,
	board_member: m.tenants_founding_post_board_member,
	board_vice_chair: m.tenants_founding_post_board_vice_chair,
	board_secretary: m.tenants_founding_post_board_secretary,
	treasurer: m.tenants_founding_post_treasurer,
	auditor: m.tenants_founding_post_auditor,
	deputy_auditor: m.tenants_founding_post_deputy_auditor,
	nominating_committee: m.tenants_founding_post_nominating_committee,
	nominating_convener: m.tenants_founding_post_nominating_convener,
	signatory: m.tenants_founding_post_signatory
};
const facts: Record<FactKind, () => string> = {
	formed: m.tenants_founding_fact_formed,
	named: m.tenants_founding_fact_named,
	statutes_adopted: m.tenants_founding_fact_statutes_adopted,
	board_elected: m.tenants_founding_fact_board_elected,
	signatories_set: m.tenants_founding_fact_signatories_set,
	mandate_given: m.tenants_founding_fact_mandate_given,
	founders: m.tenants_founding_fact_founders
};
const stages: Record<Stage, () => string> = {
	network: m.tenants_founding_stage_network,
	convening: m.tenants_founding_stage_convening,
	constituting: m.tenants_founding_stage_constituting,
	association: m.tenants_founding_stage_association
};

export const postWord = (post: Post): string => posts[post]();
export const factWord = (fact: FactKind): string => facts[fact]();
export const stageWord = (stage: Stage): string => stages[stage]();

interface Body {
	name?: string;
	number?: string;
	in_force_from?: string;
	awaits?: string;
	not_before?: string;
	until?: string;
	from?: string;
	others?: number;
	members?: unknown[];
	classes?: unknown[];
	post?: Post;
	people?: { name: string; post?: Post }[];
	text_sv?: string;
	tasks?: string[];
	none?: boolean;
	treatment?: 'with' | 'without' | 'split';
	membership?: number;
	due_days?: number;
	items?: number[];
}

const namesOf = ({ members }: Body) => list(((members ?? []) as { name: string }[]).map((one) => one.name));

function statutesLine({ number = '', in_force_from, awaits, not_before }: Body): string {
	const from = in_force_from ?? not_before;
	const words = { number, date: from ? day(from) : '' };
	if (awaits === 'minutes') return from ? m.tenants_founding_effect_statutes_awaited_day(words) : m.tenants_founding_effect_statutes_awaited({ number });
	return m.tenants_founding_effect_statutes_adopted(words);
}

/** What an effect brought about, a line for each thing. */
export function effectLines({ kind, body }: Effect): string[] {
	const told = body as Body;
	const people = told.people ?? [];
	const names = list(people.map((one) => one.name)) || m.tenants_founding_the_board();
	switch (kind) {
		case 'formed': return [m.tenants_founding_effect_formed()];
		case 'named': return [m.tenants_founding_effect_named({ name: told.name ?? '' })];
		case 'statutes_adopted': return [statutesLine(told)];
		case 'members_joined': return [m.tenants_founding_effect_members_joined({ n: told.members?.length ?? 0 })];
		case 'applications_refused': return [m.tenants_founding_effect_refused({ n: told.members?.length ?? 0 })];
		case 'members_struck': return [m.tenants_founding_effect_members_struck({ names: namesOf(told), date: told.from ? day(told.from) : '' })];
		case 'strikings_declined': return [m.tenants_founding_effect_strikings_declined({ names: namesOf(told) })];
		case 'fees_set': return [m.tenants_founding_effect_fees_set({ n: told.classes?.length ?? 0 })];
		case 'budget_set': return [m.tenants_founding_effect_budget_set({ date: told.until ? day(told.until) : '' })];
		case 'board_sized': return [m.tenants_founding_effect_board_sized({ n: told.others ?? 0 })];
		case 'elected': return [m.tenants_founding_effect_post({ post: told.post ? postWord(told.post) : '', names })];
		case 'officers_appointed': return people.map((one) => m.tenants_founding_effect_post({ post: one.post ? postWord(one.post) : '', names: one.name }));
		case 'signatories_set': return [told.text_sv ?? ''];
		case 'mandate_given': return (told.tasks ?? []).map((task) => (task === 'bank_account' ? m.tenants_founding_effect_mandate_bank({ names }) : task === 'organisation_number' ? m.tenants_founding_effect_mandate_number({ names }) : m.tenants_founding_effect_mandate()));
		case 'beneficial_owner_stated': return [told.none ? m.tenants_founding_effect_no_owner() : m.tenants_founding_effect_owner({ name: told.text_sv ?? '' })];
		case 'vat_chosen': return [told.treatment === 'split' ? m.tenants_founding_effect_vat_split({ sum: money(told.membership ?? 0), n: told.due_days ?? 30 }) : told.treatment === 'with' ? m.tenants_founding_effect_vat_with({ n: told.due_days ?? 30 }) : m.tenants_founding_effect_vat_without({ n: told.due_days ?? 30 })];
		case 'items_approved': return [m.tenants_founding_effect_items_approved({ list: list((told.items ?? []).map(String)) })];
	}
}

/** A meeting that has only its kind for a name is called by it in the reader's language; a name of its own stands as it is. */
export function meetingName(title: string): string {
	const kinds: Record<string, () => string> = {
		'Konstituerande möte': m.voting_meetings_kind_constituting, 'Konstituerande styrelsemöte': m.tenants_founding_inaugural_board_meeting,
		Styrelsemöte: m.voting_plan_kind_board, Årsmöte: m.voting_plan_kind_annual
	};
	return swedish() ? title : (kinds[title]?.() ?? title);
}

/** "Årsmötet 2018": until when somebody holds a post. In English where it is said of an annual meeting, else null. */
export function untilName(text: string): string | null {
	const year = /^årsmötet (\d{4})$/i.exec(text)?.[1];
	return swedish() || !year ? null : capital(m.voting_elections_annual_meeting({ year }));
}

/** Where it was decided: "§ 14, Konstituerande möte, 11 oktober 2016". */
export function whereDecided(one: BookDecision): string {
	return m.tenants_founding_decision_at({ no: one.item_no, meeting: meetingName(one.meeting.title), date: day(one.taken_at) });
}

/** The § in the minutes. */
export const minutesOf = (meeting: string, item?: number): string => `/protokoll/mote/${meeting}${item ? `#p${item}` : ''}`;
