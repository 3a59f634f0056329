/** Where somebody can go, by their verbs. One table, read by the top bar. */
import { m } from '$platform/texts';

export interface Place {
	href: string;
	label: string;
	/** Also current at addresses that begin like this. */
	under: string[];
}

export function places(verbs: string[]): Place[] {
	const may = (verb: string) => verbs.includes(verb);
	const all: (Omit<Place, 'under'> & { under?: string[]; open: boolean })[] = [
		{ href: '/ordforande', label: m.voting_places_chair(), open: may('meeting.lead') || may('decisions.record') },
		{ href: '/kontor', label: m.voting_places_members(), under: ['/kontor/medlem', '/kontor/import'], open: may('members.see') },
		{ href: '/kontor/anmalda', label: m.voting_places_registered(), under: ['/kontor/anmalda/'], open: may('registrations.see') },
		{ href: '/kontor/mote', label: m.voting_places_meeting(), open: may('meetings.prepare') },
		{ href: '/kontor/roller', label: m.voting_places_roles(), open: may('roles.grant') },
		{ href: '/incheckning', label: m.voting_places_check_in(), open: may('check_in.desk') },
		{ href: '/rostlangd', label: m.voting_places_register(), open: may('register.see') },
		{ href: '/vard', label: m.voting_floor_host_place(), open: may('floor.host') },
		{ href: '/rakna', label: m.voting_tellers_place(), under: ['/rakna/'], open: may('hands.count') || may('polls.assist') },
		{ href: '/nyckel', label: m.voting_ceremony_place(), open: may('ceremony.see') },
		{ href: '/mote', label: may('ballots.cast') ? m.voting_places_vote() : m.voting_places_follow(), open: may('ballots.cast') || (may('meeting.follow') && !may('meeting.lead')) },
		{ href: '/styrelsemote', label: m.voting_board_place(), open: may('board.lead') },
		{ href: '/fakturor', label: m.billing_places_own(), open: may('registrations.own') },
		{ href: '/forening', label: m.voting_board_association(), under: ['/forening/'], open: may('association.see') },
		{ href: '/kassa', label: m.voting_places_money(), under: ['/kassa/'], open: may('dues.see') },
		{ href: '/protokoll', label: m.voting_places_minutes(), under: ['/protokoll/'], open: may('minutes.see') },
		{ href: '/stadgar', label: m.voting_places_statutes(), open: true }
	];
	return all.filter((place) => place.open).map(({ href, label, under = [] }) => ({ href, label, under }));
}
