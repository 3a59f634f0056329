/** All classes together. */
type OfClass = { invoices: number; due: number; overdue: number; credit: number; sums: { billed: number; paid: number } };
type All = { invoices: number; billed: number; paid: number; due: number; overdue: number; credit: number };

export function total(classes: OfClass[]): All {
	return classes.reduce<All>(
		(all, one) => ({
			invoices: all.invoices + one.invoices,
			billed: all.billed + one.sums.billed,
			paid: all.paid + one.sums.paid,
			due: all.due + one.due,
			overdue: all.overdue + one.overdue,
			credit: all.credit + one.credit
		}),
		{ invoices: 0, billed: 0, paid: 0, due: 0, overdue: 0, credit: 0 }
	);
}
