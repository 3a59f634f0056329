/** The language that is spoken now: what you chose, else what the network speaks, else the browser's. */
import { browser } from '$app/environment';

export type Language = 'sv' | 'en';

const stored = 'stadga.language';
let now = $state<Language>(initial());
let chosen = browser && remembered() !== null;

export const language = {
	get now() {
		return now;
	},
	/** You pressed the switch: remembered on this device. */
	choose(to: Language) {
		chosen = true;
		speak(to);
		try {
			localStorage.setItem(stored, to);
		} catch {
			// Storage can be closed off; the choice then lasts as long as the page.
		}
	},
	/** The network's language, used until somebody chooses. */
	suggest(to: string | undefined) {
		if (!chosen && (to === 'sv' || to === 'en')) speak(to);
	}
};

export const swedish = () => now === 'sv';

/** How a placeholder is written: numbers in the language's way, text as it is. */
export function show(value: string | number): string {
	return typeof value === 'number' ? number(value) : value;
}

/** 1 250 in Swedish (no-break space), 1,250 in English; minus is a minus sign. */
export function number(value: number): string {
	const [whole = '', decimals] = String(Math.abs(value)).split('.');
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, swedish() ? '\u00a0' : ',');
	return (value < 0 ? '−' : '') + grouped + (decimals ? (swedish() ? ',' : '.') + decimals : '');
}

function speak(to: Language) {
	now = to;
	if (browser) document.documentElement.lang = to;
}

function remembered(): Language | null {
	try {
		const kept = localStorage.getItem(stored);
		return kept === 'sv' || kept === 'en' ? kept : null;
	} catch {
		return null;
	}
}

function initial(): Language {
	if (!browser) return 'sv';
	const first = remembered() ?? (/^en\b/i.test(navigator.language) ? 'en' : 'sv');
	document.documentElement.lang = first;
	return first;
}
