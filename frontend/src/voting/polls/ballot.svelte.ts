/** One delegate's ballot in one poll: chosen, confirmed, sent until an answer comes. Never written to any log. */
import { call, NoAnswer, Problem } from '$platform/api/client';
import type { BallotReceipt, Choice, Obstacle, Poll } from '$platform/api/types';
import type { Sealed } from '../ballotbox/sealing';
import { forgetUnsent, keepReceipt, keepUnsent, newKey, unsent } from './keeping';

export type Phase = 'choosing' | 'confirming' | 'sending' | 'unsent' | 'received' | 'refused';

const TRY_EVERY = 3_000;
/** What a secret vote can stop at on the device: its key is on another one, the receipt or the question is another than its own. */
const STOPPED: Record<string, string> = {
	NoKey: 'voting.ballotbox.obstacle_key_elsewhere',
	AnotherBallot: 'voting.ballotbox.obstacle_another_ballot',
	AnotherQuestion: 'voting.ballotbox.obstacle_another_question'
};
const ALREADY_CAST = 'voting.polls.obstacle_already_cast';

export class Ballot {
	choice = $state<Choice | null>(null);
	phase = $state<Phase>('choosing');
	receipt = $state.raw<BallotReceipt | null>(null);
	/** Why the vote was not received. */
	refusal = $state.raw<Obstacle[]>([]);
	/** An answer that was not about this vote: signed out, server fault. */
	trouble = $state.raw<unknown>(null);
	/** A vote from another device was already there. */
	elsewhere = $state(false);
	/** In a secret vote: encrypted while the voter looks the choice over, and then sent; gone when it is opened instead. */
	sealed: Promise<Sealed> | null = null;

	/** Where this vote is kept on the device: a proxy's apart from one's own. */
	private readonly place: string;
	private key = newKey();
	private keyFor: Choice | null = null;
	private tried = new Set<Choice>();
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		readonly poll: Poll,
		receipt: BallotReceipt | null = null,
		private noAnswer: () => void = () => undefined,
		/** Which of the votes that one holds: 1 is one's own member's, then those of proxies. */
		readonly hold = 1
	) {
		this.place = hold === 1 ? poll.id : `${poll.id}.${hold}`;
		this.receipt = receipt;
		if (receipt) this.phase = 'received';
		const kept = unsent(this.place);
		if (!kept) return;
		this.choice = kept.choice;
		this.key = kept.key;
		this.keyFor = kept.choice;
		this.tried.add(kept.choice);
		void this.send();
	}

	/** Something is filled in here that is not with the server yet. */
	get halfFilled(): boolean {
		return this.phase === 'confirming' || this.phase === 'sending' || this.phase === 'unsent' || (this.phase === 'choosing' && this.choice !== null);
	}

	/** The server knows a vote that this device did not send, or has not heard of: it is shown, nothing half filled is lost. */
	learn(receipt: BallotReceipt) {
		if (receipt.poll !== this.poll.id || receipt.receipt === this.receipt?.receipt) return;
		if (this.halfFilled || this.phase === 'refused' || receipt.number < (this.receipt?.number ?? 0)) return;
		const waiting = this.phase === 'choosing' && this.receipt !== null; // chose to change it and is looking at the choices
		this.receipt = receipt;
		if (!waiting) this.phase = 'received';
	}

	confirm() {
		if (this.choice && this.phase === 'choosing') this.phase = 'confirming';
	}

	/** Back to the choices; none is chosen beforehand. */
	chooseAgain() {
		clearTimeout(this.timer);
		forgetUnsent(this.place);
		this.sealed = null;
		this.choice = null;
		this.refusal = [];
		this.phase = 'choosing';
	}

	/** What stood in the way is gone: the same choice, once more before it is sent. */
	again() {
		if (this.choice) this.phase = 'confirming';
	}

	/** The vote that is already received stands. */
	keep() {
		this.choice = null;
		if (this.receipt) this.phase = 'received';
	}

	async send() {
		if (!this.choice || this.phase === 'sending') return;
		clearTimeout(this.timer);
		const choice = this.choice;
		if (this.keyFor !== choice) {
			this.key = newKey();
			this.keyFor = choice;
		}
		this.tried.add(choice);
		this.phase = 'sending';
		this.trouble = null;
		if (unsent(this.place)?.key !== this.key) keepUnsent(this.place, { choice, key: this.key });
		try {
			const replaces = this.receipt?.receipt ?? null;
			this.arrived(await this.put(choice, replaces));
		} catch (trouble) {
			this.failed(trouble);
		}
	}

	stop() {
		clearTimeout(this.timer);
	}

	/** In a secret vote the choice stays here: what is sent, and sent again, is one encrypted ballot. */
	private async put(choice: Choice, replaces: string | null): Promise<BallotReceipt> {
		if (this.poll.secrecy !== 'secret') return call('PUT polls/{id}/ballot', { path: { id: this.poll.id }, body: { choice, key: this.key, replaces, hold: this.hold }, patience: 8_000 });
		const made = this.sealed;
		this.sealed = null; // what was sent once is never opened
		const { acknowledged, seal } = await import('../ballotbox/sealing');
		const ballot = unsent(this.place)?.ballot ?? (await (made ?? seal(this.poll, choice, this.hold))).ballot;
		keepUnsent(this.place, { choice, key: this.key, ballot });
		return acknowledged(ballot, await call('PUT polls/{id}/sealed-ballot', { path: { id: this.poll.id }, body: { ballot, replaces, hold: this.hold }, patience: 15_000 }));
	}

	private arrived(receipt: BallotReceipt) {
		forgetUnsent(this.place);
		keepReceipt(this.place, { receipt: receipt.receipt, at: receipt.cast_at });
		this.receipt = receipt;
		this.choice = null;
		this.elsewhere = false;
		this.phase = 'received';
	}

	private failed(trouble: unknown) {
		if (trouble instanceof NoAnswer) return this.tryLater();
		if (trouble instanceof Error && trouble.name in STOPPED) return this.stopped(STOPPED[trouble.name]!);
		if (!(trouble instanceof Problem)) throw trouble;
		if (trouble.status >= 500 || trouble.status === 429) return this.tryLater();
		const already = trouble.has(ALREADY_CAST);
		if (already && this.takeOver(already)) return;
		forgetUnsent(this.place);
		this.refusal = [...trouble.obstacles, ...Object.values(trouble.fields).flat()];
		this.trouble = trouble.refused ? null : trouble;
		this.phase = 'refused';
	}

	/** This device must not go on by itself: somebody has to know. */
	private stopped(code: string) {
		forgetUnsent(this.place);
		this.refusal = [{ code, params: {} }];
		this.phase = 'refused';
	}

	/** Nothing is known about the vote: the same key asks again, and gives the same receipt if it did arrive. */
	private tryLater() {
		this.phase = 'unsent';
		this.noAnswer();
		this.timer = setTimeout(() => void this.send(), TRY_EVERY);
	}

	/** An earlier vote stands. If it was ours and only its answer was lost, the new choice replaces it. */
	private takeOver({ params }: Obstacle): boolean {
		const standing = { choice: params.choice as Choice, receipt: String(params.receipt) };
		const ours = this.tried.has(standing.choice) && standing.choice !== this.choice && this.receipt?.receipt !== standing.receipt;
		this.receipt = { ...(this.receipt ?? emptyReceipt(this.poll.id)), ...standing };
		if (ours) {
			this.phase = 'unsent';
			void this.send();
			return true;
		}
		this.elsewhere = true;
		this.choice = null;
		forgetUnsent(this.place);
		this.phase = 'choosing';
		return true;
	}
}

function emptyReceipt(poll: string): BallotReceipt {
	return { poll, receipt: '', number: 1, choice: 'abstain', cast_at: '', member: '', channel: 'own_phone', venue: '', repeated: false };
}
