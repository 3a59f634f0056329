/** A place's own screen says that it is there, every five seconds, and hears how all places are heard. */
import { call } from '$platform/api/client';
import type { VenueWatch } from '$platform/api/types';

const EVERY = 5_000;

export class VenueLink {
	watch = $state.raw<VenueWatch | null>(null);
	/** Set while the meeting does not answer. */
	silent = $state(false);
	private beat: ReturnType<typeof setTimeout> | undefined;
	private running = false;

	constructor(private meeting: string, readonly venue: string) {}

	start() {
		this.running = true;
		void this.live();
	}

	stop() {
		this.running = false;
		clearTimeout(this.beat);
	}

	async lost() {
		this.watch = await call('POST meetings/{id}/venues/{venue}/lost', { path: this.path });
	}

	async restored() {
		this.watch = await call('POST meetings/{id}/venues/{venue}/restored', { path: this.path });
	}

	private get path() {
		return { id: this.meeting, venue: this.venue };
	}

	private async live() {
		try {
			const heard = await call('POST meetings/{id}/venues/{venue}/alive', { path: this.path, patience: EVERY });
			if (!this.running) return;
			this.watch = heard;
			this.silent = false;
		} catch {
			this.silent = true;
		}
		if (this.running) this.beat = setTimeout(() => void this.live(), EVERY);
	}
}
