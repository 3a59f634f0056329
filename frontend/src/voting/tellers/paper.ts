/** A vote on paper while it is typed in: which lines its sheets have. */
import type { Poll, PollKind } from '$platform/api/types';

type Method = Poll['method'];

export interface Draft {
	kind: PollKind;
	question: string;
	a: string;
	b: string;
	/** A name a line. */
	names: string;
	seats: string;
	/** How names in order are counted. */
	ranking: 'stv_scottish' | 'schulze';
	secrecy: 'open' | 'paper';
}

export function peopleIn(names: string): { id: string; name: string }[] {
	return names.split('\n').map((name) => name.trim()).filter(Boolean).map((name, n) => ({ id: `c${n + 1}`, name }));
}

export const isAboutNames = (draft: Draft) => draft.kind === 'candidates' || draft.kind === 'ranked';

export function methodOf(draft: Draft): Method {
	if (draft.kind === 'ranked') return draft.ranking;
	return draft.kind === 'candidates' ? 'plurality' : 'majority';
}

/** Enough of a poll for its sheet: the server makes the poll itself. */
export function asked(draft: Draft): Poll {
	const { kind } = draft;
	const secrecy = kind === 'ranked' ? 'paper' : draft.secrecy; // no hand is raised in an order
	const candidates = isAboutNames(draft) ? peopleIn(draft.names).map((one) => ({ ...one, detail: '' })) : [];
	const choices = kind === 'yes_no' ? [['yes', ''], ['no', ''], ['abstain', '']] : kind === 'a_against_b' ? [['a', draft.a || 'A'], ['b', draft.b || 'B'], ['abstain', '']] : [];
	const options = choices.map(([value, label]) => ({ value: value ?? '', label: label ?? '', hint: '' }));
	return { kind, secrecy, method: methodOf(draft), options, candidates, max_marks: null } as unknown as Poll;
}
