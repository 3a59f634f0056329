/** The words of places that invitation, form and office share. */
import type { Venue } from '$platform/api/types';
import { m } from '$platform/texts';

export function placesLeft(venue: Venue): number | null {
	if (venue.capacity === null) return null;
	return venue.places_left ?? Math.max(venue.capacity - venue.registered, 0);
}

/** "7 platser kvar"; for a remote place what it means to be there. */
export function venueWords(venue: Venue): string {
	const left = placesLeft(venue);
	if (left !== null) return m.voting_network_places_left({ n: left });
	return venue.kind === 'remote' ? m.voting_network_same_rights() : '';
}
