/** Light or dark: the system's, until somebody chooses. */
const stored = 'stadga.theme';
export type Theme = 'light' | 'dark';

let chosen = $state<Theme | null>(remembered());

export const theme = {
	get now(): Theme {
		return chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
	},
	toggle() {
		chosen = theme.now === 'dark' ? 'light' : 'dark';
		apply();
		try {
			localStorage.setItem(stored, chosen);
		} catch {
			// Storage can be closed off; the choice then lasts as long as the page.
		}
	}
};

/** A screen that follows the hall and not the machine it runs on. */
export function prefer(wanted: Theme) {
	if (remembered() === null) {
		chosen = wanted;
		apply();
	}
}

/** Called once, before anything is drawn. */
export function apply() {
	if (chosen) document.documentElement.dataset.theme = chosen;
}

function remembered(): Theme | null {
	try {
		const kept = localStorage.getItem(stored);
		return kept === 'light' || kept === 'dark' ? kept : null;
	} catch {
		return null;
	}
}
