/** What a voucher came from, in words. */
import { m } from '$platform/texts';

const SAID: Record<string, () => string> = {
	manual: m.billing_books_from_hand,
	reversal: m.billing_books_from_correction,
	invoice: m.billing_books_from_invoice,
	write_off: m.billing_books_from_write_off,
	taken_back: m.billing_books_from_correction,
	moved: m.billing_books_from_moved,
	hand_payment: m.billing_books_from_hand_payment,
	hand_refund: m.billing_books_from_hand_payment,
	bank_arrival: m.billing_books_from_bank,
	bank_match: m.billing_books_from_bank,
	bank_credit_back: m.billing_books_from_credit_back,
	stripe_charge: m.billing_books_from_stripe,
	stripe_refund: m.billing_books_from_stripe_back,
	stripe_dispute: m.billing_books_from_stripe_dispute,
	stripe_payout: m.billing_books_from_stripe_payout
};
export const sourceWord = (kind: string): string => SAID[kind]?.() ?? kind;
