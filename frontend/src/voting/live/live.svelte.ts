/** What the meeting looks like now, kept up to date. One per screen: `const live = follow(meeting(id))`. */
import { call, Problem } from '$platform/api/client';
import { session } from '$platform/accounts/session.svelte';
import type { BallotReceipt, Floor, JournalEntry, LiveState } from '$platform/api/types';
import { apply, applyTurnout, keepReceipt, keepTurnout, withFloor, withReceipt } from './state';
import { Stream, type Line, type Wire } from './stream';

export interface Source extends Wire {
	snapshot(): Promise<LiveState>;
}

export const meeting = (id: string): Source => ({
	snapshot: () => call('GET meetings/{id}/state', { path: { id } }),
	events: (after) => call('GET meetings/{id}/events', { path: { id }, query: { after }, patience: 8_000 }),
	stream: (after) => `${session.current?.live_url ?? ''}/live/meetings/${id}?after=${after}`
});

export const projector = (key: string): Source => ({
	snapshot: () => call('GET projector/{key}', { path: { key } }),
	events: (after) => call('GET projector/{key}/events', { path: { key }, query: { after }, patience: 8_000 }),
	stream: (after) => `${session.current?.live_url ?? ''}/live/projector/${encodeURIComponent(key)}?after=${after}`
});

const LOG = 60;
/** A device whose clock leaps has slept: its connections may be dead without anybody having told it. */
const PULSE = 1_000;
const SLEPT = 10_000;
const OPENING_AFTER_SLEEP = 1_500;

export class Live {
	/** Null until the first snapshot has come. */
	state = $state.raw<LiveState | null>(null);
	line = $state<Line>('connecting');
	/** When the net dropped, for the sentence that says so. */
	lostAt = $state<Date | null>(null);
	/** Why there is no snapshot, or why there will be no more news. */
	trouble = $state.raw<unknown>(null);
	/** The newest entries first. */
	log = $state.raw<JournalEntry[]>([]);
	/** A hall full of phones asks for a new snapshot within so many ms, not all at once. */
	spread = 0;
	/** Called for each new entry, after it was applied. */
	heard: ((entry: JournalEntry) => void) | null = null;

	private stream: Stream;
	private running = false;
	private asking: Promise<void> | null = null;
	private soon: ReturnType<typeof setTimeout> | undefined;
	private stopListening = () => {};

	constructor(private source: Source) {
		this.stream = new Stream(source, {
			after: () => this.state?.last_event_id ?? 0,
			entry: (entry) => this.take(entry),
			turnout: (turnout) => {
				if (this.state) this.state = applyTurnout(this.state, turnout);
			},
			hello: (last) => {
				if (this.state && last < this.state.last_event_id) void this.refresh(true);
			},
			line: (line) => this.setLine(line),
			refused: (problem) => (this.trouble = problem)
		});
	}

	start() {
		this.running = true;
		const back = () => this.stream.retryNow();
		const gone = () => {
			this.lostAt ??= session.now();
			this.stream.offline();
		};
		const seen = () => document.visibilityState === 'visible' && this.line !== 'live' && this.stream.retryNow();
		addEventListener('online', back);
		addEventListener('offline', gone);
		document.addEventListener('visibilitychange', seen);
		let felt = Date.now();
		const pulse = setInterval(() => {
			const now = Date.now();
			if (now - felt > SLEPT && document.visibilityState === 'visible') this.stream.retryNow(OPENING_AFTER_SLEEP);
			felt = now;
		}, PULSE);
		this.stopListening = () => {
			clearInterval(pulse);
			removeEventListener('online', back);
			removeEventListener('offline', gone);
			document.removeEventListener('visibilitychange', seen);
		};
		void this.begin();
	}

	stop() {
		this.running = false;
		clearTimeout(this.soon);
		this.stream.stop();
		this.stopListening();
	}

	/** Asks for the whole state again. What is on screen stays until the answer is here. */
	refresh(startOver = false): Promise<void> {
		this.asking ??= this.source
			.snapshot()
			.then(
				(fresh) => {
					if (!this.running) return;
					if (startOver || !this.state) this.state = fresh;
					else if (fresh.last_event_id >= this.state.last_event_id) this.state = keepReceipt(keepTurnout(fresh, this.state), this.state);
					else this.refreshSoon(300);
					this.trouble = null;
				},
				(trouble: unknown) => {
					if (!this.state) this.trouble = trouble;
				}
			)
			.finally(() => (this.asking = null));
		return this.asking;
	}

	restart() {
		this.stop();
		this.trouble = null;
		this.start();
	}

	/** This device has a receipt: remembered with the rest of what is mine, unless a later vote is known already. */
	voted(receipt: BallotReceipt, hold: number) {
		if (this.state) this.state = withReceipt(this.state, receipt, hold);
	}

	/** What one's own call was answered, ahead of the entry that tells everybody. */
	knowFloor(floor: Floor) {
		if (this.state) this.state = withFloor(this.state, floor);
	}

	/** Several reasons in a row become one question. */
	refreshSoon(wait = 150) {
		clearTimeout(this.soon);
		this.soon = setTimeout(() => void this.refresh(), wait);
	}

	/** A call got no answer: the line may be dead without knowing it. */
	suspect() {
		if (this.line === 'live') this.stream.retryNow();
	}

	private async begin() {
		await this.refresh();
		if (!this.running) return;
		if (this.state) return this.stream.start();
		if (this.trouble instanceof Problem && this.trouble.status < 500) return;
		this.setLine('lost');
		this.soon = setTimeout(() => void this.begin(), 3_000);
	}

	private take(entry: JournalEntry) {
		if (!this.state || entry.id <= this.state.last_event_id) return;
		const { state, fits } = apply(this.state, entry);
		this.state = state;
		this.log = [entry, ...this.log].slice(0, LOG);
		if (!fits) this.refreshSoon(150 + Math.random() * this.spread);
		this.heard?.(entry);
	}

	private setLine(line: Line) {
		if (line === 'live' || line === 'polling') this.lostAt = null;
		else if (line === 'lost') this.lostAt ??= session.now();
		this.line = line;
	}
}

export function follow(source: Source): Live {
	return new Live(source);
}
