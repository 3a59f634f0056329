/** The words of the bank that several screens share, and amounts as a person types them. */
import type { BankFile, BankMatch, BankPayment, BankRow } from '$platform/api/types';
import { coins, m, unmarked } from '$platform/texts';

export { money, typed } from '$platform/texts';

type Kind = 'done' | 'live' | 'look' | 'stop' | 'plain';

/** Whole coins from "4 000", "4000,50" or "4,000.50"; null for what cannot be read for certain. */
export function ore(typed: string): number | null {
	const plain = unmarked(typed);
	const grouped = /^\d{1,3}(,\d{3})+(\.\d{1,2})?$/.test(plain) ? plain.replace(/,/g, '') : plain;
	const found = /^(\d{1,11})(?:[.,](\d{1,2}))?$/.exec(grouped);
	return found ? coins(found[1] ?? '', found[2]) : null;
}

export const payer = (one: Pick<BankPayment, 'payer' | 'payer_account'>): string => one.payer || one.payer_account || m.billing_bank_no_payer();

export const formatOf = (one: BankFile): string => ({ bgmax: 'BgMax', camt: 'camt', csv: m.billing_bank_csv() })[one.format];

export function outcome(row: BankRow): { word: string; kind: Kind } {
	if (row.outcome === 'known') return { word: m.billing_bank_row_known(), kind: 'plain' };
	if (row.outcome === 'matched') return { word: m.billing_bank_row_matched(), kind: 'done' };
	return { word: m.billing_bank_row_waiting(), kind: 'look' };
}

export function stands(payment: BankPayment): { word: string; kind: Kind } {
	if (payment.state === 'done') return { word: m.billing_bank_state_done(), kind: 'done' };
	if (payment.state === 'aside') return { word: m.billing_bank_state_aside(), kind: 'plain' };
	if (payment.state === 'new') return { word: m.billing_bank_state_new(), kind: 'live' };
	return { word: m.billing_bank_state_waiting(), kind: 'look' };
}

/** What a payment, or a part of it, was. */
export function was(match: BankMatch): string {
	if (match.kind === 'invoice') return m.billing_bank_was_invoice({ number: match.number, member: match.member_name });
	if (match.kind === 'income') return m.billing_bank_was_income({ account: String(match.account), text: match.text });
	if (match.kind === 'known') return m.billing_bank_was_known({ name: match.text });
	return m.billing_bank_was_returned({ text: match.text });
}

/** A key for what is asked: the same asked again, after no answer, is one; something else has a key of its own. */
export class Once {
	private asked = '';
	private key = '';

	for(what: unknown): string {
		const said = JSON.stringify(what);
		if (said !== this.asked) [this.asked, this.key] = [said, crypto.randomUUID()];
		return this.key;
	}
	/** It was answered: the same asked again is another. */
	answered(): void {
		this.asked = '';
	}
}
