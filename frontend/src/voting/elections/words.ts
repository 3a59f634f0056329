/** Elections in words, the same on desk, phone and projector. */
import type { Elected, ElectionTold, Term } from '$platform/api/types';
import { list, m, swedish } from '$platform/texts';

/** "de 3 med flest röster: två år, övriga: ett år"; empty for a task at the meeting. */
export function termsInWords(terms: Term[]): string {
	return terms
		.map(({ n, years }, place) => {
			const said = m.voting_elections_years({ n: years });
			if (n !== null) return m.voting_elections_term_first({ n, years: said });
			return place ? m.voting_elections_term_rest({ years: said }) : said;
		})
		.join(', ');
}

/** "6 platser och 2 ersättare". */
export function placesInWords({ seats, deputies }: Pick<ElectionTold, 'seats' | 'deputies'>): string {
	const said = [m.voting_elections_seats({ n: seats })];
	if (deputies) said.push(m.voting_elections_deputies({ n: deputies }));
	return list(said);
}

export function whereFrom(one: { organisation: string; county: string }): string {
	return [one.organisation, one.county].filter(Boolean).join(', ');
}

/** "till årsmötet 2018"; the same meeting by its year in English. */
function untilInWords({ until_sv, until_year }: Pick<Elected, 'until_sv' | 'until_year'>): string {
	if (!until_sv) return '';
	return m.voting_elections_until({ until: !swedish() && until_year ? m.voting_elections_annual_meeting({ year: String(until_year) }) : until_sv });
}

/** "två år, till årsmötet 2018 · efter lottning". */
export function seatInWords(one: Elected): string {
	const term = one.term_years ? [m.voting_elections_years({ n: one.term_years }), untilInWords(one)].filter(Boolean).join(', ') : '';
	return [one.deputy && one.deputy_no ? m.voting_elections_deputy_n({ n: one.deputy_no }) : '', term, one.by_lot ? m.voting_elections_by_lot() : '', one.convener ? m.voting_elections_convener() : ''].filter(Boolean).join(' · ');
}

/** Those who can be chosen, as they stand on the ballot. */
export function standing(election: ElectionTold) {
	return election.nominations.filter((one) => !one.withdrawn && one.accepts !== false);
}

/** "Elin Hjort, Mönsterås Mjukvara AB, Kalmar": one line, one person. */
export function readLine(line: string): { name: string; organisation: string; county: string } | null {
	const [name = '', organisation = '', county = ''] = line.split(/[,;\t]/).map((part) => part.trim());
	return name ? { name, organisation, county } : null;
}
