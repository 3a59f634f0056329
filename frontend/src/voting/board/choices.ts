/** What the chair prepares for the board's own meeting, as a form holds it. */
import type { BoardCalling, BoardChoices } from '$platform/api/types';

export type Draft = Omit<BoardChoices, 'due_days'> & { due_days: string };
export const named = ['meeting_secretary', 'adjuster', 'vice_chair', 'secretary', 'treasurer'] as const;

export function emptyDraft(agenda: Draft['agenda']): Draft {
	return { agenda, meeting_secretary: '', adjuster: '', vice_chair: '', secretary: '', treasurer: '', notice: 'immediately', signing: 'jointly', bank: '', owner: '', vat: 'without', due_days: '30', next_date: '', next_words: '' };
}

export const draftOf = (choices: BoardChoices): Draft => ({ ...choices, due_days: String(choices.due_days) });

export const asked = (draft: Draft) => ({ ...draft, due_days: Number(draft.due_days), next_date: draft.next_date || null });

export type People = BoardCalling['people'];
