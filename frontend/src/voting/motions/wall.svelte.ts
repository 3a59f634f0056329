/** What is moved, then the order of propositions, for the big screen: asked for once per item, then told by the record. */
import { call, Problem } from '$platform/api/client';
import type { Debated, JournalEntry, OrderBranch, ShownOrder } from '$platform/api/types';
import { isLadder } from './ladder';

export class WallOrder {
	order = $state.raw<ShownOrder | null>(null);
	/** What the hall talks about; asked for anew after each motion, until an order is put. */
	debated = $state.raw<Debated | null>(null);
	private asked: number | null = null;
	private again: ReturnType<typeof setTimeout> | undefined;
	private moved: ReturnType<typeof setTimeout> | undefined;

	constructor(private key: string) {}

	/** Which item is up. The order of another one is nobody's business any more. */
	turnTo(no: number | null) {
		if (no === this.asked) return;
		this.asked = no;
		if (this.order?.item_no !== no) this.order = null;
		if (this.debated?.item_no !== no) this.debated = null;
		if (no !== null) void this.ask(no);
	}

	hear({ kind, body }: JournalEntry) {
		const order = kind.startsWith('voting.motions.') ? (body.order as ShownOrder | undefined) : undefined;
		if (order && order.item_no === this.asked) this.order = order;
		if (!this.order && kind.startsWith('voting.motions.')) this.debateSoon();
	}

	stop() {
		clearTimeout(this.again);
		clearTimeout(this.moved);
		this.asked = null;
	}

	/** Several motions at once are one question. */
	private debateSoon() {
		const no = this.asked;
		clearTimeout(this.moved);
		if (no !== null) this.moved = setTimeout(() => void this.askDebated(no).catch(() => this.debateSoon()), 250);
	}

	private async askDebated(no: number) {
		const fresh = await call('GET projector/{key}/items/{no}/motions', { path: { key: this.key, no } });
		if (this.asked === no) this.debated = fresh;
	}

	private async ask(no: number) {
		clearTimeout(this.again);
		try {
			// Nothing when none is put yet: the record will say when it is.
			const fresh = await call('GET projector/{key}/items/{no}/order', { path: { key: this.key, no } });
			// What the record told meanwhile is at least as new.
			if (fresh && this.asked === no && this.order?.item_no !== no) this.order = fresh;
			if (!fresh && this.asked === no) await this.askDebated(no);
		} catch (why) {
			if (this.asked === no && !(why instanceof Problem && why.status === 404)) this.again = setTimeout(() => void this.ask(no), 5_000);
		}
	}
}

const rowsOf = (order: ShownOrder, branch: OrderBranch) => (isLadder(order, branch) ? branch.steps.length + 4 : 1.6);

/** What fits on the wall: the place that is decided now, what is nearest after it, then what was decided before. */
export function fittingBranches(order: ShownOrder, rows: number): OrderBranch[] {
	const now = Math.max(0, order.tree.findIndex((branch) => branch.steps.includes(order.next?.step ?? -1)));
	const start = order.finished_at ? order.tree.length - 1 : order.next?.step ? now : order.next?.untouched ? order.tree.length - 1 : 0;
	let [first, last] = [start, start];
	let room = rows - (order.tree[start] ? rowsOf(order, order.tree[start]) : 0);
	for (let grew = true; grew; ) {
		grew = false;
		for (const n of [last + 1, first - 1]) {
			const branch = order.tree[n];
			if (!branch || rowsOf(order, branch) > room || (n > last ? n !== last + 1 : n !== first - 1)) continue;
			room -= rowsOf(order, branch);
			if (n > last) last = n;
			else first = n;
			grew = true;
		}
	}
	return order.tree.slice(first, last + 1);
}
