/** How the places vote, and whether a phone there may cast a ballot now. */
import type { Mine, Poll } from '$platform/api/types';

export type Way = Poll['channels'][number]['channel'];

/** The way of one place, by its id. */
export function wayAt(poll: Poll, venue: string | null | undefined): Way {
	return poll.channels.find((place) => place.venue === venue)?.channel ?? 'phones';
}

/** The way of the place where I take part. */
export function myWay(poll: Poll, my: Mine | null): Way {
	return wayAt(poll, my?.registration?.checked_in_venue ?? my?.registration?.venue);
}

/** As the server says in a snapshot, for an entry that came after it. The server decides when the ballot arrives. */
export function mayVote(poll: Poll, my: Mine): boolean {
	return poll.state === 'open' && my.in_register && !my.conflicts.includes(poll.item_no) && myWay(poll, my) === 'phones';
}
