/** What an officer's device keeps of the meeting's key, through reloads, until the minutes are signed. */
import { nameOf } from '../ballotbox/spent';

export interface Kept {
	seed: string;
	/** The hash of the first list that was shown with this seed: another one in its place is told. */
	first?: string;
	/** The hash that this officer compared: nothing is answered under another. */
	pin?: string;
	threshold?: number;
	/** The tally's hash by the election's fingerprint: each vote is decrypted with these ballots, and with no others. */
	opened?: Record<string, string>;
}

/** Characters of the compared line that stand on the paper beside the code: 96 bits, more than anybody can grind. */
export const ON_PAPER = 24;

/** Whether the line on the paper is the beginning of this list's hash. */
export function isOnPaper(typed: string, pin: string): boolean {
	const clean = typed.toLowerCase().replace(/[^0-9a-f]/g, '');
	return clean.length >= ON_PAPER && pin.startsWith(clean);
}

const place = (meeting: string, user: string) => nameOf('officer', meeting, user);

export function recall(meeting: string, user: string): Kept | null {
	try {
		return JSON.parse(localStorage.getItem(place(meeting, user)) ?? 'null') as Kept | null;
	} catch {
		return null;
	}
}

export const keep = (meeting: string, user: string, kept: Kept) => localStorage.setItem(place(meeting, user), JSON.stringify(kept));
export const drop = (meeting: string, user: string) => localStorage.removeItem(place(meeting, user));
