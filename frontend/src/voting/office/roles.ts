/** Roles in words. A delegate becomes one by registration, and the board by election, so those are not given here. */
import type { Role } from '$platform/api/types';
import { m } from '$platform/texts';

export const roles: Role[] = ['office', 'chair', 'secretary', 'adjuster', 'teller', 'host', 'observer'];

const words: Record<Role, [word: () => string, help: () => string]> = {
	office: [m.voting_office_role_office, m.voting_office_help_office],
	chair: [m.voting_office_role_chair, m.voting_office_help_chair],
	secretary: [m.voting_office_role_secretary, m.voting_office_help_secretary],
	teller: [m.voting_office_role_teller, m.voting_office_help_teller],
	adjuster: [m.voting_office_role_adjuster, m.voting_office_help_adjuster],
	host: [m.voting_office_role_host, m.voting_office_help_host],
	observer: [m.voting_office_role_observer, m.voting_office_help_observer],
	board: [m.voting_office_role_board, () => ''],
	treasurer: [m.voting_office_role_treasurer, () => ''],
	auditor: [m.voting_board_auditor, () => ''],
	delegate: [m.voting_network_delegate, () => '']
};

export const roleWord = (role: Role): string => words[role][0]();
export const roleHelp = (role: Role): string => words[role][1]();
