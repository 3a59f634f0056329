/** A vote on paper while it is typed in: which lines its sheets have. */
import type { Poll, PollKind } from '$platform/api/types';

export interface Draft {
	kind: PollKind;
	question: string;
	a: string;
	b: string;
	/** A name a line. */
	names: string;
	seats: string;
	secrecy: 'open' | 'paper';
}

export function peopleIn(names: string): { id: string; name: string }[] {
	return names.split('\n').map((name) => name.trim()).filter(Boolean).map((name, n) => ({ id: `c${n + 1}`, name }));
}

/** Enough of a poll for its sheet: the server makes the poll itself. */
export function asked(draft: Draft): Poll {
	const { kind, secrecy } = draft;
	const candidates = kind === 'candidates' ? peopleIn(draft.names).map((one) => ({ ...one, detail: '' })) : [];
	const choices = kind === 'yes_no' ? [['yes', ''], ['no', ''], ['abstain', '']] : kind === 'a_against_b' ? [['a', draft.a || 'A'], ['b', draft.b || 'B'], ['abstain', '']] : [];
	const options = choices.map(([value, label]) => ({ value: value ?? '', label: label ?? '', hint: '' }));
	return { kind, secrecy, method: kind === 'candidates' ? 'plurality' : 'majority', options, candidates, max_marks: null } as unknown as Poll;
}
