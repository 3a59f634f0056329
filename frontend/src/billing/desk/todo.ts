/** What needs the treasurer, from what is known: payments that wait, decisions without fees, fees not billed, Stripe. */
import type { BankDesk, DecidedFees, DuesPreview, DuesRun, FeeSchedule, Obstacle, StripeAccount } from '$platform/api/types';
import { capital, m, number } from '$platform/texts';
import { cited, money, span, title } from '../dues/words';

export interface Told {
	waiting: DecidedFees[];
	periods: { schedule: FeeSchedule; preview: DuesPreview; run: DuesRun | null }[];
	account: StripeAccount | null;
	bank: BankDesk | null;
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

export function todo({ waiting, periods, account, bank }: Told): Task[] {
	const tasks: Task[] = bank ? ofBank(bank) : [];
	tasks.push(...waiting.map((one) => ({
		key: one.decision,
		what: m.billing_desk_take_over(),
		about: [capital(cited(one)), one.period_from && one.period_to ? span(one.period_from, one.period_to) : ''].filter(Boolean).join('. '),
		act: m.billing_desk_look(),
		href: '/kassa/avgifter',
		obstacles: []
	})));
	for (const { schedule, preview, run } of periods) {
		const href = `/kassa/avgifter?period=${schedule.id}`;
		const late = preview.rows.filter((row) => row.due === 'waiting').length;
		if (run) tasks.push({ key: `run-${run.id}`, what: m.billing_desk_running({ title: title(schedule) }), about: m.billing_dues_so_far({ done: number(run.members), all: number(run.planned) }), act: m.billing_desk_follow(), href, obstacles: [] });
		else if (preview.ready) {
			const what = schedule.is_billed ? m.billing_desk_supplement({ n: preview.ready }) : m.billing_desk_send({ title: title(schedule) });
			tasks.push({ key: schedule.id, what, about: m.billing_desk_comes_to({ n: preview.invoices, sum: money(preview.total) }), act: m.billing_desk_review(), href, obstacles: preview.obstacles.filter((one) => one.code !== NOBODY) });
		}
		if (late) tasks.push({ key: `late-${schedule.id}`, what: m.billing_desk_waiting({ n: late }), about: title(schedule), act: m.billing_desk_see_why(), href, obstacles: [] });
	}
	if (account?.account && (account.needs.length || account.overdue.length)) tasks.push({ key: 'stripe', what: m.billing_desk_stripe(), about: '', act: m.billing_desk_stripe_do(), obstacles: account.obstacles });
	return tasks;
}

/** Money that has come and has no invoice yet; files that were looked at and left. */
function ofBank({ waiting, files }: BankDesk): Task[] {
	const read = files.filter((one) => one.state === 'read');
	const tasks: Task[] = [];
	if (waiting) tasks.push({ key: 'bank-waiting', what: m.billing_desk_bank_waits({ n: waiting }), about: '', act: m.billing_desk_bank_say(), href: '/kassa/bank', obstacles: [] });
	if (read.length) tasks.push({ key: 'bank-read', what: m.billing_desk_bank_unbooked({ n: read.length }), about: read.map((one) => one.name).join(', '), act: m.billing_desk_review(), href: read.length === 1 ? `/kassa/bank/${read[0]?.id}` : '/kassa/bank', obstacles: [] });
	return tasks;
}
