/** A meeting's elections on phones and the big screen: asked for once, then every entry carries the whole election. */
import type { ElectionTold, JournalEntry } from '$platform/api/types';
import type { Live } from '../live/live.svelte';

const KIND = 'voting.elections.';
const AGAIN = 5_000;

export class Elections {
	/** By id; null until the first answer, or the first entry that tells of one. */
	known = $state.raw<Map<string, ElectionTold> | null>(null);
	private heardTo = 0;
	private asking = false;

	constructor(private ask: () => Promise<ElectionTold[]>) {}

	/** Take in what the log has since the last time. A log that does not reach back so far is asked around. */
	hear(live: Live) {
		const log = live.log;
		const newest = log[0]?.id ?? live.state?.last_event_id ?? 0;
		const oldest = log[log.length - 1]?.id ?? newest;
		const missed = this.heardTo > 0 && log.length > 0 && oldest > this.heardTo && log.length >= 60;
		const fresh = log.filter((entry) => entry.id > this.heardTo && tells(entry)).reverse();
		this.heardTo = Math.max(this.heardTo, newest);
		if (fresh.length) this.known = fold(this.known ?? new Map(), fresh);
		if (missed) void this.fetch(live);
	}

	/** Ask for all of them, after a wait that spreads a hall of phones. What is heard meanwhile is newer. */
	async fetch(live: Live, wait = 0) {
		if (this.asking) return;
		this.asking = true;
		try {
			if (wait) await new Promise((go) => setTimeout(go, wait));
			const mark = live.log[0]?.id ?? live.state?.last_event_id ?? 0;
			const answered = new Map((await this.ask()).map((one) => [one.id, one]));
			const later = live.log.filter((entry) => entry.id > mark && tells(entry)).reverse();
			this.known = fold(answered, later);
		} catch {
			setTimeout(() => void this.fetch(live), AGAIN); // the screen says itself when the line is gone
		} finally {
			this.asking = false;
		}
	}

	/** What one's own call was answered. */
	know(one: ElectionTold) {
		this.known = new Map(this.known ?? []).set(one.id, one);
	}

	/** Under this item, without those called off, in the order they were laid out. */
	under(item: number | null): ElectionTold[] {
		return [...(this.known?.values() ?? [])].filter((one) => one.item_no === item && one.state !== 'cancelled').sort((one, other) => one.opened_at.localeCompare(other.opened_at));
	}

	/** The one that is dealt with: the first that is not decided, or the last that was. */
	now(item: number | null): ElectionTold | null {
		const here = this.under(item);
		return here.find((one) => one.state !== 'decided') ?? here[here.length - 1] ?? null;
	}
}

function tells(entry: JournalEntry): boolean {
	return entry.kind.startsWith(KIND) && Boolean(entry.body.election);
}

/** Oldest first: the newest word on each election stays. */
export function fold(known: Map<string, ElectionTold>, entries: JournalEntry[]): Map<string, ElectionTold> {
	const next = new Map(known);
	for (const entry of entries) {
		const one = entry.body.election as ElectionTold;
		next.set(one.id, one);
	}
	return next;
}

const kept = new Map<string, Elections>();

/** One per meeting or screen: what is known outlives the view that shows it. */
export function elections(name: string, ask: () => Promise<ElectionTold[]>): Elections {
	const found = kept.get(name) ?? new Elections(ask);
	kept.set(name, found);
	return found;
}
