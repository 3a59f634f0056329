/** What the record tells of the money, one sentence for each kind of fact. */
import { money } from '$billing/invoices/money';
import type { JournalEntry } from '$platform/api/types';
import { day, m } from '$platform/texts';

type Body = JournalEntry['body'];

const t = (body: Body, name: string) => String(body[name] ?? '');
const n = (body: Body, name: string) => Number(body[name] ?? 0);
const kr = (body: Body, name: string) => money(Math.abs(n(body, name)));
const d = (body: Body, name: string) => (body[name] ? day(t(body, name)) : '');
const STANDING: Record<string, () => string> = { trial: m.billing_told_standing_trial, active: m.billing_told_standing_active, unpaid: m.billing_told_standing_unpaid, read_only: m.billing_told_standing_read_only };
const standing = (word: string) => STANDING[word]?.() ?? word;

export const TOLD: Record<string, (b: Body) => string> = {
	'billing.bank.amount_stated': (b) => m.billing_told_bank_amount_stated({ amount: kr(b, 'amount') }),
	'billing.bank.booked_as_income': (b) => m.billing_told_bank_booked_as_income({ amount: kr(b, 'amount'), account: t(b, 'account') }),
	'billing.bank.file_booked': (b) => m.billing_told_bank_file_booked({ name: t(b, 'name'), n: n(b, 'added') }),
	'billing.bank.file_done': (b) => m.billing_told_bank_file_done({ matched: n(b, 'matched'), waiting: n(b, 'waiting') }),
	'billing.bank.known': (b) => m.billing_told_bank_known({ amount: kr(b, 'amount'), file: t(b, 'file') }),
	'billing.bank.matched': (b) => m.billing_told_bank_matched({ amount: kr(b, 'amount'), number: t(b, 'number') }),
	'billing.bank.returned': (b) => m.billing_told_bank_returned({ amount: kr(b, 'amount'), reason: t(b, 'reason') }),
	'billing.bank.set_aside': (b) => (b.is_aside ? m.billing_told_bank_set_aside({ note: t(b, 'note') }) : m.billing_told_bank_taken_up()),
	'billing.bank.undone': (b) => m.billing_told_bank_undone({ amount: kr(b, 'amount'), reason: t(b, 'reason') }),
	'billing.books.account_kept': (b) => m.billing_told_books_account_kept({ number: t(b, 'number'), name: t(b, 'name_sv') }),
	'billing.books.closed': (b) => m.billing_told_books_closed({ date: d(b, 'through') }),
	'billing.books.posted': (b) => m.billing_told_books_posted({ voucher: t(b, 'voucher'), text: t(b, 'text') }),
	'billing.dues.kept': () => m.billing_told_dues_kept(),
	'billing.dues.run_ended': (b) => m.billing_told_dues_run_ended({ n: n(b, 'invoices'), total: kr(b, 'total') }),
	'billing.dues.run_started': (b) => m.billing_told_dues_run_started({ n: n(b, 'planned') }),
	'billing.dues.taken_over': (b) => m.billing_told_dues_taken_over({ from: d(b, 'period_from'), to: d(b, 'period_to') }),
	'billing.dues.treated': (b) => m.billing_told_dues_treated({ member: t(b, 'member') }),
	'billing.invoices.credited': (b) => m.billing_told_invoices_credited({ number: t(b, 'number'), note: t(b, 'credit_note'), total: kr(b, 'total'), reason: t(b, 'reason') }),
	'billing.invoices.details_changed': () => m.billing_told_invoices_details_changed(),
	'billing.invoices.issued': (b) => m.billing_told_invoices_issued({ number: t(b, 'number'), total: kr(b, 'total') }),
	'billing.invoices.overpayment_moved': (b) => m.billing_told_invoices_overpayment_moved({ amount: kr(b, 'amount'), number: t(b, 'number'), to: t(b, 'to_number') }),
	'billing.invoices.refunded': (b) => m.billing_told_invoices_refunded({ amount: kr(b, 'amount'), number: t(b, 'number') }),
	'billing.invoices.sent': (b) => m.billing_told_invoices_sent({ number: t(b, 'number') }),
	'billing.invoices.settings_changed': () => m.billing_told_invoices_settings_changed(),
	'billing.invoices.settled': (b) => m.billing_told_invoices_settled({ amount: kr(b, 'amount'), number: t(b, 'number') }),
	'billing.invoices.taken_back': (b) => m.billing_told_invoices_taken_back({ amount: kr(b, 'amount'), number: t(b, 'number'), reason: t(b, 'reason') }),
	'billing.invoices.written_off': (b) => m.billing_told_invoices_written_off({ amount: kr(b, 'amount'), number: t(b, 'number') }),
	'billing.payments.account_closed': () => m.billing_told_payments_account_closed(),
	'billing.payments.account_reopened': () => m.billing_told_payments_account_reopened(),
	'billing.payments.doubt_checked': (b) => m.billing_told_payments_doubt_checked({ amount: kr(b, 'amount') }),
	'billing.payments.account_connected': () => m.billing_told_payments_account_connected(),
	'billing.payments.begun': (b) => m.billing_told_payments_begun({ amount: kr(b, 'amount') }),
	'billing.payments.charge_assigned': (b) => m.billing_told_payments_charge_assigned({ amount: kr(b, 'amount') }),
	'billing.payments.consent_given': () => m.billing_told_payments_consent_given(),
	'billing.payments.consent_withdrawn': () => m.billing_told_payments_consent_withdrawn(),
	'billing.payments.payout_posted': (b) => m.billing_told_payments_payout_posted({ amount: kr(b, 'amount') }),
	'billing.payments.refund_asked': (b) => m.billing_told_payments_refund_asked({ amount: kr(b, 'amount'), reason: t(b, 'reason') }),
	'billing.reminders.ladder_changed': () => m.billing_told_reminders_ladder_changed(),
	'billing.reminders.paused': (b) => m.billing_told_reminders_paused({ member: t(b, 'member') }),
	'billing.reminders.resumed': (b) => m.billing_told_reminders_resumed({ member: t(b, 'member') }),
	'billing.reminders.sent': (b) => m.billing_told_reminders_sent({ number: t(b, 'number') }),
	'billing.reminders.withdrawn': (b) => m.billing_told_reminders_withdrawn({ number: t(b, 'number') }),
	'billing.subscriptions.standing_changed': (b) => m.billing_told_subscriptions_standing_changed({ was: standing(t(b, 'was')), standing: standing(t(b, 'standing')) }),
	'billing.subscriptions.time_given': (b) => m.billing_told_subscriptions_time_given({ date: d(b, 'until') })
};

/** In words, or null for what is no fact of the money's. */
export const moneyWords = (entry: JournalEntry): string | null => TOLD[entry.kind]?.(entry.body) ?? null;
