/** What a kind of meeting is called. */
import type { MeetingSummary } from '$platform/api/types';
import { m } from '$platform/texts';

export type Kind = MeetingSummary['kind'];
export const KINDS: Kind[] = ['constituting', 'annual', 'extra', 'board'];

export function kindWord(kind: Kind): string {
	if (kind === 'annual') return m.voting_plan_kind_annual();
	if (kind === 'extra') return m.voting_plan_kind_extra();
	return kind === 'board' ? m.voting_plan_kind_board() : m.voting_plan_kind_constituting();
}
