/** The words of the register that several of its screens share. */
import type { RegisterMoment, VoteThen } from '$platform/api/types';
import { at, day, isoDate, m } from '$platform/texts';
import { session } from '$platform/accounts/session.svelte';

type Happened = RegisterMoment['happened'][number];

/** One thing that happened to the register. */
export function happened({ kind, member, name, venue, is_substitute }: Happened): string {
	const place = venue ?? '';
	if (kind === 'came') return is_substitute ? m.voting_who_came_substitute({ name, venue: place, member }) : m.voting_who_came({ name, venue: place, member });
	if (kind === 'left') return is_substitute ? m.voting_who_left_substitute({ name, venue: place, member }) : m.voting_who_left({ name, venue: place, member });
	if (kind === 'proxy_filed') return m.voting_who_proxy_filed({ member, name });
	if (kind === 'proxy_revoked') return m.voting_who_proxy_revoked({ member, name });
	if (kind === 'card') return m.voting_who_card({ name, venue: place, member });
	if (kind === 'card_again') return m.voting_who_card_again({ name, venue: place, member });
	if (kind === 'device_again') return m.voting_who_device_again({ name, member });
	return m.voting_who_approved();
}

/** By what right somebody votes. */
export function authority(as: VoteThen['authority']): string {
	if (as === 'substitute') return m.voting_who_as_substitute();
	return as === 'proxy' ? m.voting_who_as_proxy() : m.voting_who_as_delegate();
}

/** kl. 14.32, with its day when that is not today. */
export function when(moment: string): string {
	return isoDate(moment) === isoDate(session.now()) ? at(moment) : `${day(moment)} ${at(moment)}`;
}

/** Every word of the search is found in one of the names. å, ä and ö are letters of their own. */
export function matches(search: string, ...names: (string | null | undefined)[]): boolean {
	const text = names.filter(Boolean).join(' ').toLowerCase();
	return search.toLowerCase().split(/\s+/).filter(Boolean).every((word) => text.includes(word));
}
