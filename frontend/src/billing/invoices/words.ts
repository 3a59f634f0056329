/** How an invoice stands, in words and as a shape. */
import { m } from '$platform/texts';

type Standing = 'draft' | 'open' | 'partly_paid' | 'overdue' | 'paid' | 'overpaid' | 'credited' | 'written_off';
type Kind = 'done' | 'live' | 'look' | 'stop' | 'plain';

const SAID: Record<Standing, [() => string, Kind]> = {
	draft: [m.billing_invoices_standing_draft, 'plain'],
	open: [m.billing_invoices_standing_open, 'live'],
	partly_paid: [m.billing_invoices_standing_partly_paid, 'look'],
	overdue: [m.billing_invoices_standing_overdue, 'stop'],
	paid: [m.billing_invoices_standing_paid, 'done'],
	overpaid: [m.billing_invoices_standing_overpaid, 'look'],
	credited: [m.billing_invoices_standing_credited, 'plain'],
	written_off: [m.billing_invoices_standing_written_off, 'plain']
};
export const STANDINGS = Object.keys(SAID) as Standing[];

/** A credit note stands in no way of its own. */
export function stands(standing: string | null): { word: string; kind: Kind } {
	const [word, kind] = SAID[(standing ?? 'credited') as Standing];
	return standing ? { word: word(), kind } : { word: m.billing_invoices_credit_note(), kind: 'plain' };
}
