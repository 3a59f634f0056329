/** How an invoice stands, in words and as a shape. */
import type { Charge } from '$platform/api/types';
import { m } from '$platform/texts';
import { money } from './money';

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

/** What of a payment through Stripe has not gone back and is not on its way. */
export const leftOf = (charge: Charge): number => charge.amount - charge.refunds.reduce((all, one) => all + (one.state === 'failed' ? 0 : one.amount), 0);

export function refundWord(one: Charge['refunds'][number]): string {
	const amount = money(one.amount);
	return { asked: m.billing_acts_refund_asked({ amount }), pending: m.billing_acts_refund_pending({ amount }), succeeded: m.billing_acts_refund_succeeded({ amount }), failed: m.billing_acts_refund_failed({ amount }) }[one.state];
}

export type VatWord = 'not_subject' | 'exempt' | '25' | '12' | '6';
export const VAT: VatWord[] = ['not_subject', 'exempt', '25', '12', '6'];
export const vatWord = (one: VatWord): string => (one === 'not_subject' ? m.billing_draft_vat_none() : one === 'exempt' ? m.billing_draft_vat_exempt() : m.billing_draft_vat_rate({ rate: one }));
