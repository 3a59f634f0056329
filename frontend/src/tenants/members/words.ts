/** The words of members that several screens share. */
import type { Fault, MemberKind } from '$platform/api/types';
import { capital, coded, m } from '$platform/texts';

export const kinds: MemberKind[] = ['company', 'public_body', 'university', 'association', 'individual'];

export function kindWord(kind: MemberKind): string {
	return { company: m.tenants_members_kind_company(), public_body: m.tenants_members_kind_public_body(), university: m.tenants_members_kind_university(), association: m.tenants_members_kind_association(), individual: m.tenants_members_kind_individual() }[kind];
}

/** Reason and remedy of a row. The row's number stands in its own column, so the sentence drops it. */
export function rowReason(fault: Fault): { what: string; clears: string } {
	const said = coded(fault);
	const suggestion = fault.params.suggestion;
	return {
		what: quoted(said.what.replace(/^(Rad|Row) \d+: /, ''), fault.params.value),
		clears: [typeof suggestion === 'string' && suggestion ? m.tenants_members_perhaps({ value: suggestion }) : '', said.clears].filter(Boolean).join(' ')
	};
}

/** A sentence that begins with somebody's own words shows where they end. */
function quoted(sentence: string, value: unknown): string {
	return typeof value === 'string' && value && sentence.startsWith(value) ? `”${value}”${sentence.slice(value.length)}` : capital(sentence);
}

/** An address may go to the next line before its @ and its dots, not in the middle of a word. */
export const breakable = (address: string) => address.split(/(?=[@.])/);
