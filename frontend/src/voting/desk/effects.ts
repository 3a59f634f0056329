/** What a decision brings about: in words once it has come about, and as filled in before the gavel. */
import type { Blank, ProposedEffect } from '$platform/api/types';
import { day, list, m, number } from '$platform/texts';
import { sections } from '../meetings/words';

type Body = Record<string, unknown>;
const rows = (value: unknown) => (Array.isArray(value) ? (value as Body[]) : []);

/** What came about, as short as a margin note; empty for kinds that have no words here. */
export function effectWords(kind: string, body: Body): string {
	const text = (name: string) => String(body[name] ?? '');
	const words: Record<string, () => string> = {
		formed: () => m.tenants_decisions_effect_formed(),
		named: () => m.tenants_decisions_effect_named({ name: text('name') }),
		statutes_adopted: () => {
			const from = text('in_force_from') || text('not_before');
			const said = { number: text('number'), date: from && day(from) };
			if (body.awaits === 'minutes') return from ? m.tenants_decisions_effect_statutes_awaited_day(said) : m.tenants_decisions_effect_statutes_awaited({ number: said.number });
			return m.tenants_decisions_effect_statutes(said);
		},
		members_joined: () => m.tenants_decisions_effect_joined({ n: rows(body.members).length }),
		applications_refused: () => m.tenants_founding_effect_refused({ n: rows(body.members).length }),
		fees_set: () => m.tenants_decisions_effect_fees({ n: rows(body.classes).length }),
		budget_set: () => m.tenants_decisions_effect_budget({ date: text('until') && day(text('until')) }),
		board_sized: () => m.tenants_decisions_effect_sized({ n: Number(body.others ?? 0) }),
		elected: () => (text('post') === 'nominating_convener' ? m.tenants_decisions_effect_convener : m.tenants_decisions_effect_elected)({ names: list(rows(body.people).map((one) => String(one.name))) }),
		signatories_set: () => text('text_sv'),
		mandate_given: () => m.tenants_decisions_effect_mandate(),
		officers_appointed: () => m.tenants_decisions_effect_elected({ names: list(rows(body.people).map((one) => String(one.name))) }),
		items_approved: () => m.tenants_decisions_effect_approved({ items: sections((body.items as number[] | undefined) ?? []), n: rows(body.items).length }),
		beneficial_owner_stated: () => m.tenants_decisions_effect_no_owner()
	};
	return words[kind]?.() ?? '';
}

/** What has been filled in, by the blank's name: a text, a number, a list of those ticked or who said yes. */
export type Filled = Record<string, unknown>;

export const unfilled = (blank: Blank): unknown =>
	blank.type === 'many' ? blank.options.filter((one) => one.chosen).map((one) => worth(one.value)) : blank.type === 'one' ? (blank.options.find((one) => one.chosen)?.value ?? '') : blank.type === 'roll_call' ? null : (blank.value ?? '');

/** Numbers of items are numbers; words of the API are words. */
export const worth = (value: string): string | number => (/^\d+$/.test(value) ? Number(value) : value);

/** What still has to be filled in before it can be sent along. */
export const missing = (effect: ProposedEffect, filled: Filled): Blank[] =>
	effect.blanks.filter(({ name }) => filled[name] === '' || filled[name] === null || filled[name] === undefined || (Array.isArray(filled[name]) && filled[name].length === 0));

const SMALL = ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv'];

/** The decision's words with the blanks filled in; the record is Swedish, so are small numbers in its text. */
export function inWords(text: string, filled: Filled): string {
	return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
		const value = name === 'n' ? Object.values(filled).find(Array.isArray)?.length : filled[name];
		if (value === undefined || value === null || value === '') return name === 'n' ? '…' : '…';
		if (name === 'n') return number(Number(value));
		return typeof value === 'number' ? (SMALL[value] ?? String(value)) : String(value) || whole;
	});
}

/** After a count, or when somebody was heard against it, nobody calls the decision unanimous. */
export const notOfOneMind = (text: string): string => text.replace(/^(\s*\S+ beslutade) enhälligt\b/, '$1');
