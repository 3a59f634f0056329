/** Texts that the API names by code: obstacles, errors, faults. They come in a chunk of their own. */
import type { Obstacle } from '$platform/api/types';
import { clock, day } from './format';
import * as m from './gen/messages.gen';

type Table = Record<string, (params: never) => string>;

let table = $state.raw<Table | null>(null);
let coming: Promise<void> | null = null;

export function loadCodedTexts(): Promise<void> {
	coming ??= import('./gen/coded.gen').then(
		(module) => {
			table = module.byCode;
		},
		() => {
			coming = null;
		}
	);
	return coming;
}

export interface Reason {
	/** What is in the way. */
	what: string;
	/** What clears it; may be empty. */
	clears: string;
}

/** The two sentences of an obstacle. Shows something true even for a code we do not know. */
export function coded(obstacle: Obstacle): Reason {
	if (!table) {
		void loadCodedTexts();
		return { what: m.platform_kernel_loading(), clears: '' };
	}
	const text = table[obstacle.code];
	if (!text) return { what: m.platform_kernel_unknown_obstacle({ code: obstacle.code }), clears: '' };
	const said = text(readable(obstacle.params) as never);
	const cut = firstSentence(said);
	return { what: said.slice(0, cut).trim(), clears: said.slice(cut).trim() };
}

/** Moments and days arrive in ISO form and are read out in the reader's language. */
function readable(params: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(params ?? {}).map(([name, value]) => {
			if (typeof value !== 'string') return [name, value ?? ''];
			if (/^\d{4}-\d\d-\d\dT/.test(value)) return [name, name.includes('date') ? day(value) : clock(value)];
			if (/^\d{4}-\d\d-\d\d$/.test(value)) return [name, day(value)];
			return [name, value];
		})
	);
}

/** A full stop, a space and a capital end the first sentence ("kl. 13.02" has a no-break space and does not). */
export function firstSentence(text: string): number {
	const found = /[.?] (?=[A-ZÅÄÖ0-9§])/.exec(text);
	return found ? found.index + 1 : text.length;
}
