/** One act at a time: busy while it runs, and what went wrong if it did. */
export class Doing {
	busy = $state(false);
	trouble = $state.raw<unknown>(null);

	constructor(private after: () => void = () => undefined) {}

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
			this.after();
		}
	}
}
