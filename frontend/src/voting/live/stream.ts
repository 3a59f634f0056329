/** Keeps a line open to the server: a stream when it can, polling when the stream fails, and back again. */
import { Problem } from '$platform/api/problems';
import type { Happened, JournalEntry, Turnout } from '$platform/api/types';

export type Line = 'connecting' | 'live' | 'polling' | 'lost';

export interface Wire {
	/** Address of the stream from this entry on. */
	stream(after: number): string;
	/** The same, asked for once. */
	events(after: number): Promise<Happened>;
}

export interface Listener {
	/** Number of the last entry that was applied. */
	after(): number;
	entry(entry: JournalEntry): void;
	turnout(turnout: Turnout): void;
	/** The server's own last number: lower than ours means that it started over. */
	hello(last: number): void;
	line(line: Line): void;
	/** The server says that we may not, or that there is nothing here. */
	refused(problem: Problem): void;
}

const POLL_EVERY = 2_000;
const GRACE = 1_500;
const LONGEST_WAIT = 15_000;
/** A stream that has not begun by then is not coming: a dead connection may have been handed to it. */
const OPENING = 10_000;

export class Stream {
	private source: EventSource | null = null;
	private failures = 0;
	private stopped = true;
	private polling = false;
	private beats = 0;
	private now: Line = 'connecting';
	private timers = new Map<string, ReturnType<typeof setTimeout>>();

	constructor(
		private wire: Wire,
		private listener: Listener,
		private open: (url: string) => EventSource = (url) => new EventSource(url, { withCredentials: true }),
		private random: () => number = Math.random
	) {}

	start() {
		this.stopped = false;
		this.connect();
	}

	stop() {
		this.stopped = true;
		this.hangUp();
		for (const name of [...this.timers.keys()]) this.cancel(name);
		this.polling = false;
	}

	/** Somebody has reason to believe that the line is dead, or alive again; ``opening`` ms for the new one. */
	retryNow(opening = OPENING) {
		if (this.stopped) return;
		this.hangUp();
		this.cancel('reconnect');
		this.connect(opening);
	}

	/** The device itself says that the net is gone. */
	offline() {
		if (this.stopped) return;
		this.hangUp();
		this.failures = Math.max(this.failures, 2);
		this.say('lost');
		this.startPolling();
		this.later('reconnect', 3_000, () => this.connect());
	}

	private connect(opening = OPENING) {
		if (this.stopped) return;
		const source = this.open(this.wire.stream(this.listener.after()));
		this.source = source;
		this.later('grace', GRACE, () => this.now === 'live' && this.say('connecting'));
		this.later('opening', opening, () => this.failed(source));
		source.onopen = () => {
			this.failures = 0;
			this.polling = false;
			this.cancel('poll');
			this.cancel('grace');
			this.cancel('opening');
			this.say('live');
			this.watch();
		};
		source.onerror = () => this.failed(source);
		source.addEventListener('entry', (event) => this.heard(event, (data) => this.listener.entry(data as JournalEntry)));
		source.addEventListener('turnout', (event) => this.heard(event, (data) => this.listener.turnout(data as Turnout)));
		source.addEventListener('hello', (event) => this.heard(event, (data) => this.listener.hello((data as { last_event_id: number }).last_event_id)));
		source.addEventListener('ping', () => {
			this.beats++;
			this.watch();
		});
	}

	private heard(event: MessageEvent<string>, take: (data: unknown) => void) {
		this.watch();
		take(JSON.parse(event.data));
	}

	private failed(source: EventSource) {
		if (source !== this.source || this.stopped) return;
		this.hangUp();
		this.failures++;
		if (this.failures >= 2) this.startPolling();
		const wait = Math.min(500 * 2 ** (this.failures - 1), LONGEST_WAIT) * (0.5 + this.random());
		this.later('reconnect', wait, () => this.connect());
	}

	private startPolling() {
		if (this.polling) return;
		this.polling = true;
		void this.poll();
	}

	private async poll() {
		try {
			const happened = await this.wire.events(this.listener.after());
			if (!this.polling || this.stopped) return;
			happened.entries.forEach((entry) => this.listener.entry(entry));
			if (happened.turnout) this.listener.turnout(happened.turnout);
			this.listener.hello(happened.last_event_id);
			if (this.now !== 'live') this.say('polling');
		} catch (trouble) {
			if (!this.polling || this.stopped) return;
			this.say('lost');
			if (trouble instanceof Problem && [401, 403, 404].includes(trouble.status)) return this.listener.refused(trouble);
		}
		this.later('poll', POLL_EVERY, () => void this.poll());
	}

	/** A server that sends pings and then falls silent is gone, whatever the socket says. */
	private watch() {
		if (this.beats > 0) this.later('silence', 45_000, () => this.retryNow());
	}

	private hangUp() {
		this.source?.close();
		this.source = null;
		this.cancel('silence');
		this.cancel('opening');
	}

	private say(line: Line) {
		if (line === this.now) return;
		this.now = line;
		this.listener.line(line);
	}

	private later(name: string, wait: number, act: () => void) {
		this.cancel(name);
		this.timers.set(name, setTimeout(act, wait));
	}

	private cancel(name: string) {
		clearTimeout(this.timers.get(name));
		this.timers.delete(name);
	}
}
