/** How long a vote was held in all. Places that were away at the same time end in one resumption: that time counts once. */
import type { Poll } from '$platform/api/types';

export function outageOf(pauses: Poll['pauses']): number {
	const began = new Map<string, number>();
	for (const { from, to } of pauses) if (to) began.set(to, Math.min(began.get(to) ?? Infinity, Date.parse(from)));
	return [...began].reduce((sum, [to, from]) => sum + Math.round((Date.parse(to) - from) / 1000), 0);
}
