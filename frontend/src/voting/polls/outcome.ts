/** The words of a result: its outcome and its count, the same on every screen. No ballot needs them, so a phone gets them later. */
import type { Choice, Poll, Result } from '$platform/api/types';
import { m } from '$platform/texts';
import type { Bar } from '$platform/ui';
import { candidatesOf, isAboutPeople } from './people';
import { asksWhen, choiceLabel, outsideBase } from './words';

/** The outcome as a word: Bifall, Avslag, Lika röstetal, or the proposal that won. */
export function outcomeWord(poll: Poll, result: Result): string {
	switch (result.outcome) {
		case 'carried':
			return asksWhen(poll) ? m.voting_polls_today() : m.voting_polls_carried();
		case 'rejected':
			return asksWhen(poll) ? m.voting_polls_later() : m.voting_polls_rejected();
		case 'tied':
			return m.voting_polls_tied();
		case 'elected':
			return m.voting_polls_elected_names({ n: result.elected.length, names: electedNames(poll, result) });
		case 'none':
			return m.voting_polls_nobody_elected();
		default:
			return result.wins ?? '';
	}
}

/** A filled mark for what was carried or won, a hollow one for what was rejected or came to nothing. */
export function outcomeTag({ outcome }: Pick<Result, 'outcome'>): 'done' | 'plain' {
	return outcome === 'rejected' || outcome === 'none' || outcome === 'tied' ? 'plain' : 'done';
}

/** What the outcome means, in one sentence; empty when the word says it all. */
export function outcomeMeaning(poll: Poll, result: Result): string {
	if (result.resolved_by && !isAboutPeople(poll)) return decidedBy(result.resolved_by);
	if (result.outcome === 'a' || result.outcome === 'b') return m.voting_polls_won_sub({ label: choiceLabel(poll, result.outcome) });
	if (!poll.clause) return '';
	if (result.outcome === 'carried') return m.voting_polls_carried_sub_clause({ ref: poll.clause.ref });
	if (result.outcome === 'rejected') return m.voting_polls_rejected_sub_clause({ ref: poll.clause.ref });
	return '';
}

/** Equal numbers decide nothing: what did, as a sentence. */
function decidedBy(what: NonNullable<Result['resolved_by']>): string {
	if (what === 'chair') return `${m.voting_motions_tie_chair()}.`;
	return `${what === 'status_quo' ? m.voting_motions_tie_falls() : m.voting_motions_tie_lot()}.`;
}

/** "57 ja av 101. 51 krävdes.": never a majority without its base. */
export function countSentence(poll: Poll, result: Result): string {
	if (isAboutPeople(poll)) return m.voting_polls_slips({ valid: result.valid ?? 0, blank: result.blank ?? 0, not_voted: result.not_voted, register: result.register });
	const { base, needed } = result;
	const cast = poll.rule?.base === 'cast' ? 'cast' : 'other';
	if (poll.kind === 'yes_no') return m.voting_polls_result_yes({ yes: result.counts.yes ?? 0, base, needed, cast });
	const [a, b] = [result.counts.a ?? 0, result.counts.b ?? 0];
	if (a === b) return m.voting_polls_result_even({ a: choiceLabel(poll, 'a'), b: choiceLabel(poll, 'b'), votes: a, base, needed, cast });
	const first = result.outcome === 'b' ? 'b' : 'a';
	return m.voting_polls_result_ab({ label: choiceLabel(poll, first), votes: first === 'b' ? b : a, base, needed, cast });
}

export function bars(poll: Poll, result: Result): Bar[] {
	const first: Choice = poll.kind === 'yes_no' ? 'yes' : 'a';
	return poll.options.map(({ value }) => ({
		choice: value,
		label: barLabel(poll, value),
		votes: result.counts[value] ?? 0,
		outside: outsideBase(poll, value),
		mark: value === first
	}));
}

export function barLabel(poll: Poll, choice: Choice): string {
	if (choice === 'yes') return asksWhen(poll) ? m.voting_polls_yes_bar_today() : m.voting_polls_yes_bar();
	if (choice === 'no') return asksWhen(poll) ? m.voting_polls_no_bar_later() : m.voting_polls_no_bar();
	if (choice === 'abstain') return outsideBase(poll, choice) ? m.voting_polls_abstained_outside() : m.voting_polls_abstained();
	return choiceLabel(poll, choice);
}

export interface Row {
	id: string;
	name: string;
	votes: number;
	elected: boolean;
	byLot: boolean;
}

/** Everybody on the ballot, most votes first; with names in order those elected first, as they were elected. */
export function rows(poll: Poll, result: Result): Row[] {
	const tally = (result.tally ?? {}) as Record<string, number>;
	const lots = result.resolved_by === 'lot' || result.resolved_by === 'paper_lot' ? (result.prevails ?? []) : [];
	return candidatesOf(poll)
		.map(({ id, name }) => ({ id, name, votes: Number(tally[id] ?? tally[`${id}:yes`] ?? 0), elected: (result.elected ?? []).includes(id), byLot: lots.includes(id) }))
		.sort((one, other) => (poll.kind === 'ranked' ? seat(result, one.id) - seat(result, other.id) : 0) || other.votes - one.votes || Number(other.elected) - Number(one.elected));
}

function seat(result: Result, id: string): number {
	const n = (result.elected ?? []).indexOf(id);
	return n < 0 ? Infinity : n;
}

export function electedNames(poll: Poll, result: Result): string {
	return rows(poll, result).filter((row) => row.elected).map((row) => row.name).join(', ');
}
