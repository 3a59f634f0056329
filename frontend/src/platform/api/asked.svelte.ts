/** A question to the API and what is known of its answer. The old answer stays until a newer one is here. */
import { session } from '$platform/accounts/session.svelte';

export class Asked<T> {
	value = $state.raw<T | null>(null);
	trouble = $state.raw<unknown>(null);
	/** When the answer on screen came. */
	at = $state.raw<Date | null>(null);
	waiting = $state(false);
	private turn = 0;

	constructor(private ask: () => Promise<T>) {}

	/** Asks again. An answer that was overtaken is thrown away. */
	async again(): Promise<void> {
		const turn = ++this.turn;
		this.waiting = true;
		try {
			const value = await this.ask();
			if (turn !== this.turn) return;
			this.value = value;
			this.at = session.now();
			this.trouble = null;
		} catch (why) {
			if (turn === this.turn) this.trouble = why;
		} finally {
			if (turn === this.turn) this.waiting = false;
		}
	}

	/** What we just did ourselves is known without asking. */
	know(value: T): void {
		this.turn++;
		this.waiting = false;
		this.value = value;
		this.trouble = null;
	}
}

/** One act at a time: busy while it runs, and what went wrong if it did. */
export class Act {
	busy = $state(false);
	trouble = $state.raw<unknown>(null);

	async run(act: () => Promise<unknown>): Promise<boolean> {
		if (this.busy) return false;
		this.busy = true;
		this.trouble = null;
		try {
			await act();
			return true;
		} catch (why) {
			this.trouble = why;
			return false;
		} finally {
			this.busy = false;
		}
	}
}
