/** Ballots with names on them: what is marked and what may be sent. */
import type { Choice, Poll } from '$platform/api/types';
import { m } from '$platform/texts';

export const BLANK = 'blank';

export interface Candidate {
	id: string;
	name: string;
	detail: string;
}

/** Everybody on the ballot, in its order. */
export function candidatesOf(poll: Poll): Candidate[] {
	return poll.candidates.map(({ id, name, detail }) => ({ id: id ?? '', name, detail: detail ?? '' }));
}

export type Way = 'one' | 'marks' | 'ranked' | 'each';

export function isAboutPeople(poll: Poll): boolean {
	return poll.kind === 'candidates' || poll.kind === 'ranked';
}

/** How the names are marked: one, several, in order, or each with yes or no. */
export function wayOf(poll: Poll): Way {
	if (poll.kind === 'ranked') return 'ranked';
	if (poll.method === 'yes_no') return 'each';
	return mostMarks(poll) === 1 ? 'one' : 'marks';
}

export function mostMarks(poll: Poll): number {
	return poll.max_marks ?? poll.candidates.length;
}

/** The ballot's text from what is marked, in the order of marking. */
export function written(poll: Poll, marked: string[]): Choice {
	return marked.join(poll.kind === 'ranked' ? '>' : ',');
}

/** What is marked in a ballot's text. */
export function markedIn(choice: Choice): string[] {
	return choice === BLANK || !choice ? [] : choice.split(/[>,]/);
}

/** "Lisa Brandt, Ahmed Yusuf", "Blank". */
export function namesIn(poll: Poll, choice: Choice): string {
	if (choice === BLANK) return m.voting_polls_blank();
	return markedIn(choice).map((mark) => nameOf(poll, mark)).join(poll.kind === 'ranked' ? ' > ' : ', ');
}

function nameOf(poll: Poll, mark: string): string {
	const [id, answer] = mark.split(':');
	const name = candidatesOf(poll).find((one) => one.id === id)?.name ?? id ?? '';
	if (!answer) return name;
	return `${name}: ${answer === 'yes' ? m.voting_polls_choice_yes() : m.voting_polls_choice_no()}`;
}
