/** Roles in words. A delegate becomes one by registration, so that role is not given here. */
import type { Role } from '$platform/api/types';
import { m } from '$platform/texts';

export const roles: Role[] = ['office', 'chair', 'secretary', 'teller', 'observer'];

export function roleWord(role: Role): string {
	return { office: m.voting_office_role_office(), chair: m.voting_office_role_chair(), secretary: m.voting_office_role_secretary(), teller: m.voting_office_role_teller(), observer: m.voting_office_role_observer(), delegate: m.voting_network_delegate() }[role];
}

export function roleHelp(role: Role): string {
	return { office: m.voting_office_help_office(), chair: m.voting_office_help_chair(), secretary: m.voting_office_help_secretary(), teller: m.voting_office_help_teller(), observer: m.voting_office_help_observer(), delegate: '' }[role];
}
