/** A country's pack in the reader's language. */
import type { Country } from '$platform/api/types';
import { m, swedish } from '$platform/texts';

type Both = { sv: string; en: string };
export const said = (words: Both): string => (swedish() ? words.sv : words.en);
export const countryName = (of: Country): string => (swedish() ? of.name_sv : of.name_en);
export const formName = (of: Country): string => (swedish() ? of.form : of.form_en);
export const authority = (of: Country): string => (swedish() ? of.authority_sv : of.authority_en);

/** What a statement rests on: its source, or plainly that it has none. */
export function basisOf(one: { basis: 'source' | 'common' | 'product'; source_sv: string; source_en: string }): string {
	if (one.basis === 'source') return m.tenants_country_source({ source: swedish() ? one.source_sv : one.source_en });
	return one.basis === 'common' ? m.tenants_country_common() : m.tenants_country_product();
}
