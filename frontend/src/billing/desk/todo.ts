/** What needs the treasurer, from what is known, in the order it is done: what has a last day first. */
import type { BankDesk, DecidedFees, DuesPreview, DuesRun, FeeSchedule, InvoiceCounts, InvoiceSettings, Obstacle, PaymentsDesk, StripeAccount } from '$platform/api/types';
import { capital, day, m, number } from '$platform/texts';
import { cited, money, span, title } from '../dues/words';

export interface Told {
	waiting: DecidedFees[];
	standsOn: DecidedFees | null;
	periods: { schedule: FeeSchedule; preview: DuesPreview; run: DuesRun | null }[];
	account: StripeAccount | null;
	bank: BankDesk | null;
	payments: PaymentsDesk | null;
	settings: InvoiceSettings | null;
	counts: InvoiceCounts | null;
}

export interface Task {
	key: string;
	what: string;
	about: string;
	act: string;
	/** Where it is done; none when it is done at Stripe. */
	href?: string;
	obstacles: Obstacle[];
}

const NOBODY = 'billing.dues.obstacle_nobody_to_bill';
const PAYMENTS = '/kassa/betalningar';

export function todo(told: Told): Task[] {
	return [...ofBank(told), ...disputed(told), ...closed(told), ...decided(told), ...incomplete(told), ...toBill(told), ...loose(told), ...atStripe(told)];
}

function disputed({ payments }: Told): Task[] {
	const open = payments?.disputes ?? [];
	if (!open.length) return [];
	const first = open.map((one) => one.due_at).filter((one) => one !== null).sort()[0];
	const amount = money(open.reduce((all, one) => all + one.amount, 0));
	return [{ key: 'disputes', what: m.billing_desk_disputes({ n: open.length }), about: first ? m.billing_desk_disputes_by({ amount, day: day(first) }) : amount, act: m.billing_desk_disputes_do(), href: PAYMENTS, obstacles: [] }];
}

/** The account at Stripe is gone: what may have been paid there, and the way to another. */
function closed({ account, payments }: Told): Task[] {
	const tasks: Task[] = [];
	const n = payments?.doubts.length ?? 0;
	if (n) tasks.push({ key: 'doubts', what: m.billing_desk_doubts({ n }), about: m.billing_desk_doubts_about(), act: m.billing_desk_doubts_do(), href: PAYMENTS, obstacles: [] });
	if (account?.closed) tasks.push({ key: 'closed', what: m.billing_desk_closed(), about: m.billing_desk_closed_about({ day: day(account.closed.closed_at) }), act: m.billing_desk_closed_do(), href: `${PAYMENTS}#stripe`, obstacles: [] });
	return tasks;
}

function decided({ waiting, standsOn }: Told): Task[] {
	const tasks = waiting.map((one) => ({
		key: one.decision,
		what: m.billing_desk_take_over(),
		about: [capital(cited(one)), one.period_from && one.period_to ? span(one.period_from, one.period_to) : ''].filter(Boolean).join('. '),
		act: m.billing_desk_look(),
		href: '/kassa/avgifter',
		obstacles: []
	}));
	return standsOn ? [...tasks, { key: 'stands-on', what: m.billing_desk_stands_on(), about: span(standsOn.period_from, standsOn.period_to), act: m.billing_desk_look(), href: '/kassa/avgifter', obstacles: [] }] : tasks;
}

function incomplete({ settings, periods, waiting }: Told): Task[] {
	// While no fee is decided nobody is billed, and nothing is missing yet.
	if (!settings?.obstacles.length || !(periods.length || waiting.length)) return [];
	return [{ key: 'settings', what: m.billing_desk_settings(), about: '', act: m.billing_desk_settings_do(), href: '/kassa/installningar', obstacles: settings.obstacles }];
}

function toBill({ periods, settings }: Told): Task[] {
	const said = new Set([NOBODY, ...(settings?.obstacles ?? []).map((one) => one.code)]);
	return periods.flatMap(({ schedule, preview, run }) => {
		const tasks: Task[] = [];
		const href = `/kassa/avgifter?period=${schedule.id}`;
		const late = preview.rows.filter((row) => row.due === 'waiting').length;
		if (run) tasks.push({ key: `run-${run.id}`, what: m.billing_desk_running({ title: title(schedule) }), about: m.billing_dues_so_far({ done: number(run.members), all: number(run.planned) }), act: m.billing_desk_follow(), href, obstacles: [] });
		else if (preview.ready) {
			const what = schedule.is_billed ? m.billing_desk_supplement({ n: preview.ready }) : m.billing_desk_send({ title: title(schedule) });
			tasks.push({ key: schedule.id, what, about: m.billing_desk_comes_to({ n: preview.invoices, sum: money(preview.total) }), act: m.billing_desk_review(), href, obstacles: preview.obstacles.filter((one) => !said.has(one.code)) });
		}
		if (late) tasks.push({ key: `late-${schedule.id}`, what: m.billing_desk_waiting({ n: late }), about: title(schedule), act: m.billing_desk_see_why(), href, obstacles: [] });
		return tasks;
	});
}

function loose({ payments, counts }: Told): Task[] {
	const tasks: Task[] = [];
	const unknown = payments?.unknown ?? [];
	const apart = (payments?.payouts ?? []).filter((one) => !one.posted_at && one.rows > 0 && one.rows_total !== one.amount);
	if (unknown.length) tasks.push({ key: 'unknown', what: m.billing_desk_unknown({ n: unknown.length }), about: money(unknown.reduce((all, one) => all + one.amount, 0)), act: m.billing_desk_unknown_do(), href: PAYMENTS, obstacles: [] });
	if (apart.length) tasks.push({ key: 'payouts', what: m.billing_desk_payouts({ n: apart.length }), about: '', act: m.billing_desk_overpaid_do(), href: PAYMENTS, obstacles: [] });
	if (counts?.overpaid) tasks.push({ key: 'overpaid', what: m.billing_desk_overpaid({ n: counts.overpaid }), about: money(counts.overpaid_sum), act: m.billing_desk_overpaid_do(), href: '/kassa/fakturor?laget=overpaid', obstacles: [] });
	if (counts?.unreached) tasks.push({ key: 'unsent', what: m.billing_desk_unsent({ n: counts.unreached }), about: m.billing_desk_unsent_about(), act: m.billing_desk_unsent_do(), href: '/kassa/fakturor?oskickade=1', obstacles: [] });
	if (counts?.drafts) tasks.push({ key: 'drafts', what: m.billing_desk_drafts({ n: counts.drafts }), about: '', act: m.billing_desk_overpaid_do(), href: '/kassa/fakturor?laget=draft', obstacles: [] });
	return tasks;
}

/** Money that has come and has no invoice yet; files that were looked at and left. */
function ofBank({ bank }: Told): Task[] {
	if (!bank) return [];
	const { waiting, waiting_sum, files } = bank;
	const read = files.filter((one) => one.state === 'read');
	const tasks: Task[] = [];
	if (waiting) tasks.push({ key: 'bank-waiting', what: m.billing_desk_bank_waits({ n: waiting }), about: waiting_sum ? money(waiting_sum) : '', act: m.billing_desk_bank_say({ n: waiting }), href: '/kassa/bank', obstacles: [] });
	if (read.length) tasks.push({ key: 'bank-read', what: m.billing_desk_bank_unbooked({ n: read.length }), about: read.map((one) => one.name).join(', '), act: m.billing_desk_review(), href: read.length === 1 ? `/kassa/bank/${read[0]?.id}` : '/kassa/bank', obstacles: [] });
	return tasks;
}

function atStripe({ account }: Told): Task[] {
	if (!account?.account || !(account.needs.length || account.overdue.length)) return [];
	return [{ key: 'stripe', what: m.billing_desk_stripe(), about: '', act: m.billing_desk_stripe_do(), obstacles: account.obstacles }];
}
