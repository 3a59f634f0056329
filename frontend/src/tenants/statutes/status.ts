/** How far a text of the statutes has come, in words. */
import type { StatutesVersion } from '$platform/api/types';
import { day, m } from '$platform/texts';

type Kind = 'plain' | 'done' | 'look';
type Status = StatutesVersion['status'];

const words: Record<Status, () => string> = {
	proposed: m.tenants_versions_proposed,
	adopted_first_reading: m.tenants_versions_first_reading,
	adopted_awaiting_minutes: m.tenants_versions_awaits_minutes,
	adopted_awaiting_day: m.tenants_versions_awaits_minutes,
	adopted: m.tenants_versions_adopted,
	superseded: m.tenants_versions_superseded,
	confirmed: m.tenants_versions_confirmed,
	fallen: m.tenants_versions_fallen
};
const kinds: Partial<Record<Status, Kind>> = { adopted: 'done', adopted_first_reading: 'look', adopted_awaiting_minutes: 'look', adopted_awaiting_day: 'look' };

export const statusWord = ({ status }: StatutesVersion): string => words[status]();
export const statusKind = ({ status }: StatutesVersion): Kind => kinds[status] ?? 'plain';

export function statusSentence(one: StatutesVersion): string {
	const decided = one.decided_at ? day(one.decided_at) : '';
	const from = one.in_force_from ? day(one.in_force_from) : '';
	const over = one.superseded_on ? day(one.superseded_on) : '';
	switch (one.status) {
		case 'proposed': return m.tenants_versions_is_proposed();
		case 'adopted_first_reading': return m.tenants_versions_waits({ decided });
		case 'adopted_awaiting_minutes': return one.not_before ? m.tenants_versions_holds_from_day_with_minutes({ decided, from: day(one.not_before) }) : m.tenants_versions_holds_with_minutes({ decided });
		case 'adopted_awaiting_day': return m.tenants_versions_holds_from_day({ decided, from: one.not_before ? day(one.not_before) : '' });
		case 'adopted': return m.tenants_versions_since({ decided, from });
		case 'confirmed': return m.tenants_versions_said_again({ decided, over });
		case 'fallen': return m.tenants_versions_never({ decided, over });
		case 'superseded': return from === over ? m.tenants_versions_same_day({ decided, from }) : m.tenants_versions_between({ from, to: over });
	}
}
