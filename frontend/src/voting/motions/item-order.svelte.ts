/** What is known of one item's motions and of the order they are decided in: asked once, then told by the record. */
import { call } from '$platform/api/client';
import type { Id, JournalEntry, Motion, Order, ShownOrder } from '$platform/api/types';

export class ItemOrder {
	/** As the record tells it; null until something is known. */
	order = $state.raw<ShownOrder | null>(null);
	motions = $state.raw<Motion[]>([]);
	may = $state.raw<Order['may'] | null>(null);
	trouble = $state.raw<unknown>(null);
	private heardOf = 0;
	private turn = 0;
	private soon: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private meeting: Id,
		readonly no: number
	) {}

	/** The whole answer. What was recorded while it was on its way makes it ask again. */
	async ask(): Promise<void> {
		clearTimeout(this.soon);
		const [turn, heard] = [++this.turn, this.heardOf];
		try {
			const fresh = await call('GET meetings/{id}/items/{no}/order', { path: { id: this.meeting, no: this.no } });
			if (turn !== this.turn) return;
			if (heard !== this.heardOf) return this.askSoon();
			this.know(fresh);
		} catch (why) {
			if (turn === this.turn) this.trouble = why;
		}
	}

	/** Several reasons in a row become one question; a hall spreads its questions out. */
	askSoon(wait = 150) {
		clearTimeout(this.soon);
		this.soon = setTimeout(() => void this.ask(), wait);
	}

	stop() {
		clearTimeout(this.soon);
		this.turn++;
	}

	know(fresh: Order) {
		this.turn++;
		this.order = fresh;
		this.motions = fresh.motions;
		this.may = fresh.may;
		this.trouble = null;
	}

	/** One entry of the record. The whole order and the whole motion come with it. */
	hear({ kind, body }: JournalEntry) {
		if (!kind.startsWith('voting.motions.')) return;
		const order = body.order as ShownOrder | undefined;
		if (order?.item_no === this.no) {
			this.heardOf++;
			this.order = order;
		}
		for (const motion of [body.motion, body.into] as (Motion | null | undefined)[]) {
			if (motion?.item_no !== this.no) continue;
			this.heardOf++;
			const known = this.motions.some((one) => one.id === motion.id);
			this.motions = known ? this.motions.map((one) => (one.id === motion.id ? motion : one)) : [...this.motions, motion];
		}
	}
}
