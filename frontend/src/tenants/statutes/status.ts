/** How far a text of the statutes has come, in words. */
import type { StatutesVersion } from '$platform/api/types';
import { day, m } from '$platform/texts';

type Kind = 'plain' | 'done' | 'look';

/** A text that fell was never in force: it was superseded on the very day it would have begun. */
const fell = ({ status, in_force_from, superseded_on }: StatutesVersion) => status === 'superseded' && in_force_from === superseded_on;

export function statusWord(one: StatutesVersion): string {
	if (one.status === 'proposed') return m.tenants_versions_proposed();
	if (one.status === 'adopted') return m.tenants_versions_adopted();
	if (one.status === 'adopted_first_reading') return m.tenants_versions_first_reading();
	return fell(one) ? m.tenants_versions_fallen() : m.tenants_versions_superseded();
}

export function statusKind({ status }: StatutesVersion): Kind {
	return status === 'adopted' ? 'done' : status === 'adopted_first_reading' ? 'look' : 'plain';
}

export function statusSentence(one: StatutesVersion): string {
	const decided = one.decided_at ? day(one.decided_at) : '';
	if (one.status === 'proposed') return m.tenants_versions_is_proposed();
	if (one.status === 'adopted_first_reading') return m.tenants_versions_waits({ decided });
	if (one.status === 'adopted') return m.tenants_versions_since({ decided, from: day(one.in_force_from ?? '') });
	return fell(one) ? m.tenants_versions_never({ decided }) : m.tenants_versions_between({ from: day(one.in_force_from ?? ''), to: day(one.superseded_on ?? '') });
}
