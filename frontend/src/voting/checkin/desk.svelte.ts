/** What the check-in desk knows: everybody who is registered, who is here, and news from other desks. */
import { call } from '$platform/api/client';
import type { JournalEntry, Meeting, Registration } from '$platform/api/types';
import { follow, meeting as source, type Live } from '../live/live.svelte';

export class Desk {
	people = $state.raw<Registration[] | null>(null);
	trouble = $state.raw<unknown>(null);
	readonly live: Live;
	private soon: ReturnType<typeof setTimeout> | undefined;

	constructor(private id: string) {
		this.live = follow(source(id));
		this.live.heard = (entry) => this.hear(entry);
	}

	start() {
		this.live.start();
		void this.load();
	}

	stop() {
		clearTimeout(this.soon);
		this.live.stop();
	}

	get meeting(): Meeting | null {
		return this.live.state?.meeting ?? null;
	}

	async load(): Promise<void> {
		try {
			this.people = (await call('GET meetings/{id}/registrations', { path: { id: this.id } })).results;
			this.trouble = null;
		} catch (why) {
			this.trouble = why;
		}
	}

	async checkIn(registration: string, venue: string, substitute = false): Promise<Registration> {
		const fresh = await call('POST meetings/{id}/check-ins', { path: { id: this.id }, body: { registration, venue, substitute } });
		this.put(fresh);
		return fresh;
	}

	async checkOut(registration: Registration): Promise<void> {
		await call('DELETE meetings/{id}/check-ins/{registration}', { path: { id: this.id, registration: registration.id } });
		this.put({ ...registration, checked_in_at: null, checked_in_venue: null });
	}

	async checkOutSubstitute(registration: Registration): Promise<void> {
		await call('DELETE meetings/{id}/check-ins/{registration}', { path: { id: this.id, registration: registration.id }, query: { substitute: 1 } });
		this.put(withSubstitute(registration, null, null));
	}

	/** The substitute comes before the delegate leaves, so that the vote is never gone between two calls. */
	async takeOver(registration: Registration, venue: string): Promise<Registration> {
		const both = registration.substitute?.checked_in_at ? registration : await this.checkIn(registration.id, venue, true);
		await this.checkOut(both);
		return { ...both, checked_in_at: null, checked_in_venue: null };
	}

	async confirm(venue: string): Promise<void> {
		await call('POST meetings/{id}/venues/{venue}/confirm', { path: { id: this.id, venue } });
	}

	/** Every word must be found in the organisation's name, its number or the delegate's name. */
	find(search: string): Registration[] {
		const words = fold(search).split(/\s+/).filter(Boolean);
		return (this.people ?? []).filter((one) => {
			const text = fold(`${one.member.name} ${one.member.number} ${one.delegate_name} ${one.substitute?.name ?? ''}`);
			return words.every((word) => text.includes(word));
		});
	}

	/** Who is here, counted from the people themselves, place by place. */
	counts(): { id: string; name: string; confirmed: boolean; here: number; registered: number }[] {
		return (this.meeting?.venues ?? []).map((venue) => ({
			id: venue.id,
			name: venue.name,
			confirmed: venue.confirmed_at !== null,
			here: this.people ? this.people.filter((one) => one.checked_in_venue === venue.id).length + this.people.filter((one) => one.substitute?.checked_in_venue === venue.id).length : venue.checked_in,
			registered: this.people ? this.people.filter((one) => one.venue === venue.id).length : venue.registered
		}));
	}

	private put(fresh: Registration) {
		this.people = (this.people ?? []).map((one) => (one.id === fresh.id ? fresh : one));
	}

	/** Another desk, or the delegate from afar, did something: the entry says who, by name of place. */
	private hear({ kind, body, at }: JournalEntry) {
		if (kind === 'voting.meetings.checked_in' || kind === 'voting.meetings.checked_out') {
			const known = this.people?.find((one) => one.id === body.registration);
			const venue = this.meeting?.venues.find((one) => one.name === body.venue || one.id === body.venue);
			if (known && venue) {
				const here = kind.endsWith('in');
				if (body.is_substitute) return this.put(withSubstitute(known, here ? at : null, here ? venue.id : null));
				if (here === (known.checked_in_venue === venue.id)) return;
				return this.put({ ...known, checked_in_at: here ? at : null, checked_in_venue: here ? venue.id : null });
			}
		}
		if (/^voting\.meetings\.(registered|changed|cancelled|checked_)/.test(kind)) {
			clearTimeout(this.soon);
			this.soon = setTimeout(() => void this.load(), 300);
		}
	}
}

function withSubstitute(registration: Registration, at: string | null, venue: string | null): Registration {
	return { ...registration, substitute: registration.substitute && { ...registration.substitute, checked_in_at: at, checked_in_venue: venue } };
}

/** å, ä and ö are letters of their own; only accents that no Swedish keyboard has are dropped. */
function fold(text: string): string {
	return text.toLowerCase().replace(/[éèê]/g, 'e').replace(/ü/g, 'u');
}
