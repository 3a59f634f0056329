/** A teller's sheet: its lines in the order of the ballot, and how many hands or slips it tells of. */
import type { Poll } from '$platform/api/types';
import { m } from '$platform/texts';
import { BLANK, candidatesOf, namesIn, wayOf } from './people';

export interface Line {
	key: string;
	label: string;
	/** A hand or a slip; marks on slips are not. */
	counts: boolean;
}

export type Counts = Record<string, number>;

const INVALID = 'invalid';

/** Names in order have a line for each ordering that ``sheets`` tell of, the most usual first. */
export function linesOf(poll: Poll, ...sheets: Counts[]): Line[] {
	if (poll.kind === 'yes_no' || poll.kind === 'a_against_b') {
		const lines = poll.options.map(({ value, label }) => ({ key: value, label: wordOf(value, label), counts: true }));
		return poll.secrecy === 'paper' ? [...lines, line(INVALID, m.voting_polls_invalid())] : lines;
	}
	const uncounted = [line(BLANK, m.voting_polls_blank_short()), line(INVALID, m.voting_polls_invalid())];
	if (isRanked(poll)) return [...orderingsIn(...sheets).map((key) => line(key, namesIn(poll, key))), ...uncounted];
	const slips = [line('valid', m.voting_polls_valid()), ...uncounted];
	const people = candidatesOf(poll);
	if (wayOf(poll) === 'each') return [...slips, ...people.flatMap(({ id, name }) => [mark(`${id}:yes`, `${name}: ${m.voting_polls_choice_yes()}`), mark(`${id}:no`, `${name}: ${m.voting_polls_choice_no()}`)])];
	return [...slips, ...people.map(({ id, name }) => mark(id, name))];
}

/** Hands or slips: a slip with three marks is one. */
export function slipsIn(poll: Poll, counts: Counts): number {
	return linesOf(poll, counts).filter((one) => one.counts).reduce((sum, { key }) => sum + (counts[key] ?? 0), 0);
}

/** A ballot in order is counted ordering by ordering: its sheet has no fixed lines. */
export const isRanked = (poll: Poll) => poll.kind === 'ranked';

/** The orderings of names on these sheets, each once. */
export function orderingsIn(...sheets: Counts[]): string[] {
	const sums: Counts = {};
	for (const [key, n] of sheets.flatMap((sheet) => Object.entries(sheet))) if (key !== BLANK && key !== INVALID) sums[key] = (sums[key] ?? 0) + n;
	return Object.keys(sums).sort((one, other) => (sums[other] ?? 0) - (sums[one] ?? 0) || one.localeCompare(other));
}

function wordOf(value: string, label: string): string {
	if (value === 'yes') return m.voting_polls_for();
	if (value === 'no') return m.voting_polls_against();
	if (value === 'abstain') return m.voting_polls_abstain_line();
	return label;
}

const line = (key: string, label: string): Line => ({ key, label, counts: true });
const mark = (key: string, label: string): Line => ({ key, label, counts: false });
