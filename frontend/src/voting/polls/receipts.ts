/** How a vote came in, in words. */
import type { BallotReceipt } from '$platform/api/types';
import { m } from '$platform/texts';

export function receiptWay({ channel, venue }: BallotReceipt): string {
	if (channel === 'desk') return m.voting_polls_way_desk({ venue });
	if (channel === 'roll_call') return m.voting_polls_way_roll_call({ venue });
	return m.voting_polls_own_phone({ venue });
}
