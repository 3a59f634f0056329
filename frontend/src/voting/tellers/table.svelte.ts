/** What a teller's screen knows: the meeting, the vote under way, the place one stands in, and the names of the register. */
import { call } from '$platform/api/client';
import type { Called, Meeting, Poll, Venue } from '$platform/api/types';
import { loadCodedTexts } from '$platform/texts';
import { follow, meeting as source, type Live } from '../live/live.svelte';

const STORED = 'stadga.teller-venue';

export class Table {
	readonly live: Live;
	/** The names of one vote, once somebody has asked for them. */
	private asked = $state.raw<{ poll: string; names: Called[] } | null>(null);
	chosen = $state(localStorage.getItem(STORED) ?? '');
	private soon: ReturnType<typeof setTimeout> | undefined;

	constructor(private id: string) {
		this.live = follow(source(id));
		// What tellers wrote, and what stands in the way, is the server's to say: asked for again at each step.
		this.live.heard = (entry) => entry.kind.startsWith('voting.polls.') && this.live.refreshSoon();
	}

	start() {
		void loadCodedTexts();
		this.live.start();
	}

	stop() {
		clearTimeout(this.soon);
		this.live.stop();
	}

	get meeting(): Meeting | null {
		return this.live.state?.meeting ?? null;
	}

	get poll(): Poll | null {
		const poll = this.live.state?.poll ?? null;
		return poll && (poll.state === 'open' || poll.state === 'paused') ? poll : null;
	}

	get venue(): Venue | null {
		return this.meeting?.venues.find((venue) => venue.id === this.chosen) ?? null;
	}

	choose(venue: string) {
		this.chosen = venue;
		try {
			localStorage.setItem(STORED, venue);
		} catch {
			// The choice then lasts as long as the page.
		}
	}

	/** The register in its order, with who has voted; again when votes have come in. */
	async askNames(): Promise<void> {
		const poll = this.poll;
		if (!poll) return;
		const fresh = await call('GET polls/{id}/roll-call', { path: { id: poll.id } });
		if (this.poll?.id === poll.id) this.asked = { poll: poll.id, names: fresh.entries };
	}

	/** Names of the vote before are nobody's to choose from. */
	get current(): Called[] | null {
		return this.asked && this.asked.poll === this.poll?.id ? this.asked.names : null;
	}

	askNamesSoon(wait = 400) {
		clearTimeout(this.soon);
		this.soon = setTimeout(() => void this.askNames().catch(() => undefined), wait);
	}
}

/** Every word is found in the organisation's name, its number or the delegate's name. */
export function found(names: Called[], search: string): Called[] {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	return names.filter((one) => {
		const text = `${one.member} ${one.number} ${one.delegate}`.toLowerCase();
		return words.every((word) => text.includes(word));
	});
}
