/** Keeps an unsent vote in this tab, so that a reload without a net loses nothing. */
import type { Choice } from '$platform/api/types';

interface Unsent {
	choice: Choice;
	key: string;
	/** The encrypted ballot of a secret vote: sent again, it must be the same text. */
	ballot?: string;
}

const name = (poll: string) => `stadga.unsent.${poll}`;

export function keepUnsent(poll: string, vote: Unsent) {
	try {
		sessionStorage.setItem(name(poll), JSON.stringify(vote));
	} catch {
		// Storage can be closed off; the vote is then kept as long as the page.
	}
}

export function forgetUnsent(poll: string) {
	try {
		sessionStorage.removeItem(name(poll));
	} catch {
		// Nothing was kept.
	}
}

export function unsent(poll: string): Unsent | null {
	try {
		const kept = JSON.parse(sessionStorage.getItem(name(poll)) ?? 'null') as Unsent | null;
		return kept?.choice && kept.key ? kept : null;
	} catch {
		return null;
	}
}

const RECEIPTS = 'stadga.receipts';

/** The slip's number and when: never what was chosen. Kept on this device until its owner removes it. */
export interface KeptReceipt {
	receipt: string;
	at: string;
}

export function keepReceipt(poll: string, kept: KeptReceipt) {
	try {
		localStorage.setItem(RECEIPTS, JSON.stringify({ ...receipts(), [poll]: kept }));
	} catch {
		// Storage can be closed off; the number is on the screen.
	}
}

export function receipts(): Record<string, KeptReceipt> {
	try {
		return (JSON.parse(localStorage.getItem(RECEIPTS) ?? '{}') ?? {}) as Record<string, KeptReceipt>;
	} catch {
		return {};
	}
}

export function forgetReceipts(polls: string[]) {
	try {
		const kept = Object.entries(receipts()).filter(([poll]) => !polls.includes(poll));
		localStorage.setItem(RECEIPTS, JSON.stringify(Object.fromEntries(kept)));
	} catch {
		// Nothing was kept.
	}
}

/** A version 4 UUID, also where the page is not served over https. */
export function newKey(): string {
	if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = (bytes[6]! & 0x0f) | 0x40;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
