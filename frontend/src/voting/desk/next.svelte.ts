/** The chair's next act, as the server says it, asked for again whenever the meeting has moved on. */
import { call } from '$platform/api/client';
import { session } from '$platform/accounts/session.svelte';
import type { Act, Next } from '$platform/api/types';

/** Acts that have a sheet of their own on the desk: the sheet has the button. */
const WITH_A_SHEET = [
	'voting.meetings.next_confirm_venue',
	'voting.meetings.next_open',
	'voting.meetings.next_resume',
	'voting.meetings.next_decide',
	'voting.meetings.next_register',
	'voting.meetings.next_close',
	'voting.register.next_approve',
	'voting.motions.',
	'voting.elections.',
	'voting.polls.'
];

/** Beside something more pressing it is only in the way: the agenda is always there to go by. */
const ONLY_FIRST = ['voting.meetings.next_item'];

export const hasSheet = (act: Act) => WITH_A_SHEET.some((code) => act.code.startsWith(code));

export const isInstead = (act: Act) => act.action !== null && !hasSheet(act) && !ONLY_FIRST.includes(act.code);

export class NextActs {
	/** Null until the first answer, and for those who do not lead. */
	now = $state.raw<Next | null>(null);
	/** Once the server has answered, whatever it said. */
	answered = $state(false);
	private asking: Promise<void> | null = null;
	private again = false;

	constructor(private meeting: string) {}

	/** Several reasons in a row become one question. What is on screen stays until the answer is here. */
	refresh(): Promise<void> {
		if (!session.may('decisions.record')) return Promise.resolve();
		this.again = this.asking !== null;
		this.asking ??= call('GET meetings/{id}/next', { path: { id: this.meeting } })
			.then(
				(fresh) => {
					this.now = fresh;
				},
				() => undefined // the desk says itself when the line is gone
			)
			.finally(() => {
				this.asking = null;
				this.answered = true;
				if (this.again) void this.refresh();
			});
		return this.asking;
	}

	/** Whether the first act, or one of the others, is this one. */
	is(code: string, { first = true } = {}): boolean {
		const acts = first ? [this.now?.act] : [this.now?.act, ...(this.now?.others ?? [])];
		return acts.some((act) => act?.code === code);
	}
}
