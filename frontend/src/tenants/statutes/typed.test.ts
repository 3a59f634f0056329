import { expect, test } from 'vitest';
import type { RuleValue } from '$platform/api/types';
import { filled, PARTS, same, sent } from './typed';

const MODEL: Record<string, RuleValue> = {
	majority: { threshold: 'more_than', fraction: '1/2', base: 'cast' },
	amend: { threshold: 'at_least', fraction: '2/3', base: 'cast', meetings: 2, at_least_one_annual: true, min_gap_months: 1 },
	quorum: { of: 'members', fraction: '1/3', threshold: 'at_least' },
	notice_days: { annual: 21, extra: 14 },
	proxy: { allowed: true, max_members_per_person: 2, max_age_months: 12, deadline: 'before_register_approved' },
	board: { min: 5, max: 9, chair_term: 1, term: 2 },
	board_quorum: { of: 'members', threshold: 'more_than', fraction: '1/2' },
	papers_days: 7,
	agm_deadline: '03-31',
	substitute: true,
	tie_matter_open: 'chair_then_lot'
};

test('a rule that nobody touches is sent as it was', () => {
	for (const [name, value] of Object.entries(MODEL)) expect(same(sent(filled(name, value)), value), name).toBe(true);
	expect(sent(filled('quorum', { votes: 20 }))).toEqual({ votes: 20 });
});

test('a rule that is added has something in every box that must be filled', () => {
	for (const name of Object.keys(PARTS)) {
		const { parts } = filled(name, undefined);
		const empty = (PARTS[name] ?? []).filter((one) => one.kind === 'word' && !parts[one.part]);
		expect(empty, name).toEqual([]);
	}
});

test('words where a number should be are no number', () => {
	const typed = filled('papers_days', 7);
	typed.parts[''] = 'en vecka';

	expect(sent(typed)).toBe(-1);
});
