/** A teller's sheet: its lines in the order of the ballot, and how many hands or slips it tells of. */
import type { Poll } from '$platform/api/types';
import { m } from '$platform/texts';
import { BLANK, candidatesOf, wayOf } from './people';

export interface Line {
	key: string;
	label: string;
	/** A hand or a slip; marks on slips are not. */
	counts: boolean;
}

export type Counts = Record<string, number>;

export function linesOf(poll: Poll): Line[] {
	if (poll.kind === 'yes_no' || poll.kind === 'a_against_b') {
		const lines = poll.options.map(({ value, label }) => ({ key: value, label: wordOf(value, label), counts: true }));
		return poll.secrecy === 'paper' ? [...lines, line('invalid', m.voting_polls_invalid())] : lines;
	}
	const slips = [line('valid', m.voting_polls_valid()), line(BLANK, m.voting_polls_blank_short()), line('invalid', m.voting_polls_invalid())];
	const people = candidatesOf(poll);
	if (wayOf(poll) === 'each') return [...slips, ...people.flatMap(({ id, name }) => [mark(`${id}:yes`, `${name}: ${m.voting_polls_choice_yes()}`), mark(`${id}:no`, `${name}: ${m.voting_polls_choice_no()}`)])];
	return [...slips, ...people.map(({ id, name }) => mark(id, name))];
}

/** Hands or slips: a slip with three marks is one. */
export function slipsIn(poll: Poll, counts: Counts): number {
	return linesOf(poll).filter((one) => one.counts).reduce((sum, { key }) => sum + (counts[key] ?? 0), 0);
}

/** A ballot in order is counted ordering by ordering: its sheet has no fixed lines. */
export const isRanked = (poll: Poll) => poll.kind === 'ranked';

function wordOf(value: string, label: string): string {
	if (value === 'yes') return m.voting_polls_for();
	if (value === 'no') return m.voting_polls_against();
	if (value === 'abstain') return m.voting_polls_abstain_line();
	return label;
}

const line = (key: string, label: string): Line => ({ key, label, counts: true });
const mark = (key: string, label: string): Line => ({ key, label, counts: false });
