/** A meeting's elections on the chair's desk: asked for again when the meeting has moved on. */
import { call } from '$platform/api/client';
import type { Election, ProposedElection } from '$platform/api/types';

export class DeskElections {
	/** Null until the first answer. */
	list = $state.raw<Election[] | null>(null);
	proposals = $state.raw<ProposedElection[]>([]);
	trouble = $state.raw<unknown>(null);
	private asking: Promise<void> | null = null;
	private again = false;

	constructor(private meeting: string) {}

	/** Several reasons in a row become one question. What is on screen stays until the answer is here. */
	refresh(): Promise<void> {
		this.again = this.asking !== null;
		this.asking ??= call('GET meetings/{id}/elections', { path: { id: this.meeting } })
			.then(
				({ elections, proposals }) => {
					this.list = elections;
					this.proposals = proposals;
					this.trouble = null;
				},
				(why: unknown) => {
					if (!this.list) this.trouble = why;
				}
			)
			.finally(() => {
				this.asking = null;
				if (this.again) void this.refresh();
			});
		return this.asking;
	}

	/** What one's own act was answered. */
	know(one: Election) {
		const known = this.list ?? [];
		this.list = known.some((other) => other.id === one.id) ? known.map((other) => (other.id === one.id ? one : other)) : [...known, one];
		void this.refresh();
	}
}
