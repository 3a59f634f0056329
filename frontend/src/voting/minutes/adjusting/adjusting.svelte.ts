/** How far the minutes have come, the comments, and the acts on them. Each act answers with the new state. */
import { session } from '$platform/accounts/session.svelte';
import { Act, Asked } from '$platform/api/asked.svelte';
import { call } from '$platform/api/client';
import type { MinutesComment, MinutesState } from '$platform/api/types';
import { forget } from '../../ballotbox/spent';

const SLOW = 60_000;

export class Adjusting {
	readonly state = new Asked<MinutesState>(() => call('GET meetings/{id}/minutes/state', { path: { id: this.meeting } }));
	readonly comments = new Asked<MinutesComment[]>(() => call('GET meetings/{id}/minutes/comments', { path: { id: this.meeting } }));
	readonly act = new Act();
	/** Where the code went, once it is sent. */
	sent = $state.raw<{ email: string; minutes: number } | null>(null);

	constructor(
		private meeting: string,
		private changed: () => void
	) {}

	async again(): Promise<void> {
		await Promise.all([this.state.again(), session.may('minutes.comment') ? this.comments.again() : null]);
		this.forgetKeys();
	}

	/** Whoever adjusts the minutes made the meeting's key as well: with the last signature this device's part of it is gone. */
	private forgetKeys() {
		if (this.state.value?.state === 'complete') forget(this.meeting);
	}

	freeze = () => this.do(() => call('POST meetings/{id}/minutes/versions', { path: { id: this.meeting }, patience: SLOW }), true);
	takeBackText = () => this.do(() => call('DELETE meetings/{id}/minutes/versions', { path: { id: this.meeting } }), true);
	approve = (sha256: string) => this.do(() => call('POST meetings/{id}/minutes/approvals', { path: { id: this.meeting }, body: { sha256 } }));
	takeBack = () => this.do(() => call('DELETE meetings/{id}/minutes/approvals', { path: { id: this.meeting } }));
	sign = (sha256: string, code: string) => this.do(() => call('POST meetings/{id}/minutes/signatures', { path: { id: this.meeting }, body: { sha256, code } }), true);
	filePaper = (file: File) => {
		const body = new FormData();
		body.set('file', file);
		return this.do(() => call('POST meetings/{id}/minutes/scans', { path: { id: this.meeting }, body, patience: SLOW }));
	};

	sendCode = () => this.act.run(async () => (this.sent = await call('POST meetings/{id}/minutes/signing-codes', { path: { id: this.meeting } })));

	comment = (text: string, no: number | null) => this.say(() => call('POST meetings/{id}/minutes/comments', { path: { id: this.meeting }, body: { item_no: no, text } }));
	answer = (id: string, outcome: 'changed' | 'kept', answer: string) => this.say(() => call('POST minutes/comments/{id}', { path: { id }, body: { outcome, answer } }));
	withdraw = (id: string) => this.say(() => call('DELETE minutes/comments/{id}', { path: { id } }));

	of(no: number | null): MinutesComment[] {
		return (this.comments.value ?? []).filter((one) => one.item_no === no);
	}

	private do(what: () => Promise<MinutesState>, text = false): Promise<boolean> {
		return this.act.run(async () => {
			this.state.know(await what());
			this.forgetKeys();
			if (text) this.changed();
		});
	}

	/** An act of its own for each form, so that one form's trouble does not show in another. */
	private async say(what: () => Promise<MinutesComment[]>): Promise<void> {
		this.comments.know(await what());
		await this.state.again();
	}
}
