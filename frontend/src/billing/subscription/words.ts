import type { Subscription } from '$platform/api/types';
import { day, language, m } from '$platform/texts';
import { money } from '../invoices/money';

type Plan = Subscription['plans'][number];

export const planName = (plan: Plan) => (language.now === 'en' ? plan.name_en : plan.name_sv);

export function priceWord(plan: Plan): string {
	const price = money(plan.price, plan.currency);
	return plan.every === 'month' ? m.billing_subscription_per_month({ price }) : m.billing_subscription_per_year({ price });
}

export const sizeWord = (plan: Plan) => (plan.most_members === null ? m.billing_subscription_any_number() : m.billing_subscription_up_to({ members: String(plan.most_members) }));

export function standingWord(told: Subscription): string {
	return {
		trial: m.billing_subscription_trial,
		active: m.billing_subscription_active,
		unpaid: m.billing_subscription_unpaid,
		read_only: m.billing_subscription_read_only
	}[told.standing]();
}

/** What follows, with its day. */
export function followsWord(told: Subscription): string {
	const chosen = told.plans.find((one) => one.code === told.plan);
	const plan = chosen ? planName(chosen) : told.plan;
	if (told.standing === 'active' && told.paid_until) return told.ends_at ? m.billing_subscription_paid_until_end({ plan, day: day(told.paid_until) }) : m.billing_subscription_paid_until({ plan, day: day(told.paid_until) });
	if (told.standing === 'unpaid' && told.grace_until) return m.billing_subscription_grace_until({ day: day(told.grace_until) });
	if (told.standing === 'read_only' && told.read_only_since) return m.billing_subscription_shut_since({ day: day(told.read_only_since) });
	return m.billing_subscription_trial_until({ day: day(told.trial_until) });
}
