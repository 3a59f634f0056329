/** One voter at the kiosk in a secret vote. The card's key and the choice are in here alone, and go with it. */
import { call, NoAnswer } from '$platform/api/client';
import type { BallotReceipt, Called, Choice, Poll } from '$platform/api/types';
import { acknowledged, sealWith, type Sealed } from '../ballotbox/sealing';
import { ask, forget } from '../belenios/client';
import type { FilledIn } from './entering.svelte';

export class Carded implements FilledIn {
	choice = $state<Choice | null>(null);
	/** The receipt of the vote that is to be changed, as its owner has it on paper. */
	replaces = $state('');
	/** The key that the card's code gave; empty before. */
	secret = $state('');
	receipt = $state.raw<BallotReceipt | null>(null);
	busy = $state(false);
	trouble = $state.raw<unknown>(null);
	/** The code was not copied right. */
	isMistyped = $state(false);
	/** Encrypted while its voter looks it over: cast, or opened on another device. */
	sealed: Promise<Sealed> | null = null;
	readonly hold = 1;
	/** What is on its way: asked again, the same text. */
	private going: Sealed | null = null;

	constructor(
		readonly poll: Poll,
		readonly who: Pick<Called, 'member_id' | 'member' | 'delegate'>
	) {}

	async card(code: string): Promise<void> {
		this.isMistyped = false;
		await this.run(async () => {
			const key = await ask('cardKey', { meeting: this.poll.meeting_id, code });
			this.secret = key?.secret ?? '';
			this.isMistyped = !key;
		});
	}

	async send(reason: string): Promise<void> {
		const { choice } = this;
		if (!choice || !this.secret) return;
		await this.run(async () => {
			const made = this.sealed;
			this.sealed = null; // what was sent once is never opened
			this.going ??= await (made ?? sealWith(this.poll, choice, this.secret));
			const { ballot } = this.going;
			const body = { member: this.who.member_id, ballot, replaces: this.replaces.trim().toUpperCase() || null, reason };
			try {
				this.receipt = await acknowledged(ballot, await call('POST polls/{id}/sealed-assist', { path: { id: this.poll.id }, body, patience: 15_000 }));
			} catch (why) {
				if (!(why instanceof NoAnswer)) this.going = null;
				throw why;
			}
		});
	}

	chooseAgain() {
		this.choice = null;
		this.sealed = null;
		this.going = null;
		this.trouble = null;
	}

	/** The next voter finds nothing: not on the screen, not in this object, not in the worker. */
	forget() {
		this.chooseAgain();
		this.secret = '';
		this.replaces = '';
		this.receipt = null;
		forget();
	}

	private async run(act: () => Promise<void>): Promise<void> {
		if (this.busy) return;
		this.busy = true;
		this.trouble = null;
		try {
			await act();
		} catch (why) {
			this.trouble = why;
		} finally {
			this.busy = false;
		}
	}
}
