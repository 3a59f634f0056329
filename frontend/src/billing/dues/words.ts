/** The words of dues that several screens share. Amounts come in öre. */
import type { DuesPreview, DuesRow, FeeSchedule } from '$platform/api/types';
import { day, m, swedish } from '$platform/texts';

export { money } from '../invoices/money';

type Named = { name_sv: string; name_en: string };
export const nameOf = (one: Named): string => (swedish() ? one.name_sv : one.name_en || one.name_sv);
export const cited = (one: { citation_sv: string; citation_en: string }): string => (swedish() ? one.citation_sv : one.citation_en);
export const span = (from: string, to: string): string => m.billing_dues_span({ from: day(from), to: day(to) });
export const title = (one: FeeSchedule): string => m.billing_dues_fees_for({ year: one.period_to.slice(0, 4) });

/** What somebody who joins during the period pays, in the statutes' own sense. */
export function partYear(one: FeeSchedule): string {
	if (one.prorata === 'half_after') return m.billing_dues_half_after({ date: day(`2001-${one.half_after}`).replace(' 2001', '') });
	if (one.prorata === 'months') return m.billing_dues_by_months();
	if (one.prorata === 'days') return m.billing_dues_by_days();
	return m.billing_dues_full();
}

export function dueWord(row: DuesRow): string {
	return {
		ready: m.billing_dues_due_ready(),
		billed: m.billing_dues_due_billed(),
		nothing: m.billing_dues_due_nothing(),
		exempt: m.billing_dues_due_exempt(),
		left: m.billing_dues_due_left(),
		waiting: m.billing_dues_due_waiting()
	}[row.due];
}

export interface ClassRow {
	code: string;
	name: string;
	fee: number;
	ready: number;
	sum: number;
	billed: number;
}

/** The table before a run: who is to be billed now, class by class, and who was billed before. */
export function byClass(told: DuesPreview): ClassRow[] {
	return told.classes.map((one) => {
		const here = told.rows.filter((row) => row.code === one.code);
		const ready = here.filter((row) => row.due === 'ready');
		return { code: one.code, name: nameOf(one), fee: one.amount, ready: ready.length, sum: ready.reduce((all, row) => all + row.amount, 0), billed: here.filter((row) => row.due === 'billed').length };
	});
}

export const leftOut = (told: DuesPreview): DuesRow[] => told.rows.filter((row) => row.due !== 'ready' && row.due !== 'billed');
