/** One member's vote as somebody at the desk enters it: the same key asks for the same receipt until an answer comes. */
import { call } from '$platform/api/client';
import type { BallotReceipt, Called, Choice, Poll } from '$platform/api/types';
import { newKey } from '../polls/keeping';

/** A ballot that is filled in for somebody or by them at the desk, whatever becomes of it when it is sent. */
export interface FilledIn {
	choice: Choice | null;
	readonly receipt: BallotReceipt | null;
	readonly busy: boolean;
	readonly trouble: unknown;
	send(reason: string): Promise<unknown>;
	chooseAgain(): void;
}

export class Entering implements FilledIn {
	choice = $state<Choice | null>(null);
	/** The receipt of the vote that is to be changed, as its owner read it out. */
	replaces = $state('');
	receipt = $state.raw<BallotReceipt | null>(null);
	busy = $state(false);
	trouble = $state.raw<unknown>(null);
	private key = newKey();
	private keyFor = '';

	constructor(
		readonly poll: Poll,
		readonly who: Pick<Called, 'member_id' | 'member' | 'delegate'>,
		private channel: 'desk' | 'roll_call' = 'desk'
	) {}

	chooseAgain() {
		this.choice = null;
		this.trouble = null;
	}

	async send(reason = ''): Promise<boolean> {
		if (this.busy || !this.choice) return false;
		const choice = this.choice;
		const replaces = this.replaces.trim().toUpperCase() || null;
		const wish = `${choice} ${replaces ?? ''}`;
		if (this.keyFor !== wish) this.key = newKey();
		this.keyFor = wish;
		this.busy = true;
		this.trouble = null;
		try {
			const body = { member: this.who.member_id, choice, key: this.key, replaces, reason, channel: this.channel };
			this.receipt = await call('POST polls/{id}/assist', { path: { id: this.poll.id }, body });
			return true;
		} catch (why) {
			this.trouble = why;
			return false;
		} finally {
			this.busy = false;
		}
	}
}
