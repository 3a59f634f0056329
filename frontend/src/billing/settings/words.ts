/** What Stripe asks for, as the few things that a treasurer must find. */
import type { StripeAccount } from '$platform/api/types';
import { m } from '$platform/texts';

type Need = StripeAccount['needs'][number];

const SAID: Record<Need, () => string> = {
	website: m.billing_stripe_need_website,
	org_number: m.billing_stripe_need_org_number,
	bank_account: m.billing_stripe_need_bank_account,
	terms: m.billing_stripe_need_terms,
	owners: m.billing_stripe_need_owners,
	board: m.billing_stripe_need_board,
	papers: m.billing_stripe_need_papers,
	address: m.billing_stripe_need_address,
	identity_document: m.billing_stripe_need_identity_document,
	representative: m.billing_stripe_need_representative,
	other: m.billing_stripe_need_other
};

export const needWord = (need: Need): string => SAID[need]();
