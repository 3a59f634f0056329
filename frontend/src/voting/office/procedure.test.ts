import { describe, expect, it } from 'vitest';
import { filled, sent } from './procedure';

describe('the form of the own rules', () => {
	it('sends nothing when nothing is chosen', () => {
		expect(sent(filled({}), {})).toEqual({});
	});

	it('sends what it was filled with', () => {
		const own = {
			majority: { threshold: 'at_least', fraction: '2/3', base: 'cast_with_blanks' },
			proxy: { allowed: true, max_members_per_person: 3, max_age_months: 6, deadline: 'before_register_approved' },
			quorum: { of: 'members', fraction: '1/3', threshold: 'at_least' },
			substitute: false, tie_matter_open: 'status_quo', secret_elections: 'always', tie_election: 'lot', venue_lost_minutes: 20
		} as const;
		expect(sent(filled(own), own)).toEqual(own);
		expect(sent(filled({ quorum: { votes: 40 } }), {})).toEqual({ quorum: { votes: 40 } });
	});

	it('leaves a number that is none to the server, which refuses it', () => {
		const form = filled({});
		form.proxy = { on: true, cap: 'två', months: '12', before: false };
		expect(sent(form, {})).toEqual({ proxy: { allowed: true, max_members_per_person: 0, max_age_months: 12 } });
	});
});
