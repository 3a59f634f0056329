/** The roll as it is called: the register's order, those who did not answer last, and the last answer put right. */
import type { Called, Choice, Poll } from '$platform/api/types';
import { swedish } from '$platform/texts';
import { BLANK, candidatesOf, wayOf } from '../polls/people';

interface Last {
	who: Called;
	/** Null when nobody answered. */
	choice: Choice | null;
	receipt: string;
}

export class Roll {
	all = $state.raw<Called[]>([]);
	/** Those who did not answer when they were called, in the order they were passed over. */
	passed = $state.raw<string[]>([]);
	private done_ = $state.raw<ReadonlySet<string>>(new Set());
	private steps = $state.raw<Last[]>([]);
	/** The one whose answer is put right now. */
	private again = $state.raw<Last | null>(null);

	/** The names as the server has them. */
	know(names: Called[]) {
		this.all = names;
		this.done_ = new Set([...this.done_, ...names.filter((one) => one.has_voted).map((one) => one.member_id)]);
	}

	has(one: Called): boolean {
		return this.done_.has(one.member_id);
	}

	get done(): number {
		return this.all.filter((one) => this.has(one)).length;
	}

	get last(): Last | null {
		return this.again ? null : (this.steps.at(-1) ?? null);
	}

	/** The receipt that the next answer replaces. */
	get replaces(): string | null {
		return this.again?.receipt || null;
	}

	get now(): Called | null {
		return this.again?.who ?? this.left[0] ?? null;
	}

	get then(): Called | null {
		return (this.again ? this.left[0] : this.left[1]) ?? null;
	}

	answered(who: Called, choice: Choice, receipt: string) {
		this.done_ = new Set([...this.done_, who.member_id]);
		this.passed = this.passed.filter((one) => one !== who.member_id);
		this.steps = [...this.steps, { who, choice, receipt }];
		this.again = null;
	}

	/** No answer: called once more when all the others have been. */
	pass(who: Called) {
		if (this.again) {
			this.steps = [...this.steps, this.again];
			this.again = null;
			return;
		}
		this.passed = [...this.passed.filter((one) => one !== who.member_id), who.member_id];
		this.steps = [...this.steps, { who, choice: null, receipt: '' }];
	}

	/** The last step is taken back: a name that was passed over is called again, an answer is given anew. */
	undo() {
		const last = this.steps.at(-1);
		if (!last || this.again) return;
		this.steps = this.steps.slice(0, -1);
		if (last.choice === null) this.passed = this.passed.filter((one) => one !== last.who.member_id);
		else this.again = last;
	}

	private get left(): Called[] {
		const open = this.all.filter((one) => !this.has(one));
		const later = this.passed.map((id) => open.find((one) => one.member_id === id)).filter((one) => one !== undefined);
		return [...open.filter((one) => !this.passed.includes(one.member_id)), ...later];
	}
}

/** The answers that have a key of their own; none where several names are marked. */
export function answersOf(poll: Poll): { choice: Choice; key: string }[] {
	const keys = swedish() ? { yes: 'j', no: 'n', abstain: poll.kind === 'yes_no' ? 'a' : 'v', a: 'a', b: 'b' } : { yes: 'y', no: 'n', abstain: poll.kind === 'yes_no' ? 'a' : 'v', a: 'a', b: 'b' };
	if (poll.kind === 'yes_no' || poll.kind === 'a_against_b') return poll.options.map(({ value }) => ({ choice: value, key: keys[value as keyof typeof keys] }));
	const people = candidatesOf(poll);
	if (wayOf(poll) !== 'one' || people.length > 9) return [];
	return [...people.map(({ id }, n) => ({ choice: id, key: String(n + 1) })), { choice: BLANK, key: '0' }];
}
