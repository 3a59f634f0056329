/** What the chair prepares for the board's own meeting, as a form holds it. */
import { coins, typed } from '$platform/texts';
import type { BoardCalling, BoardChoices } from '$platform/api/types';

export type Draft = Omit<BoardChoices, 'due_days' | 'membership'> & { due_days: string; membership: string };
export const named = ['meeting_secretary', 'adjuster', 'vice_chair', 'secretary', 'treasurer'] as const;

export function emptyDraft(agenda: Draft['agenda']): Draft {
	return { agenda, meeting_secretary: '', adjuster: '', vice_chair: '', secretary: '', treasurer: '', notice: 'immediately', signing: 'jointly', bank: '', owner: '', vat: 'without', membership: '', due_days: '30', next_date: '', next_words: '' };
}

export const draftOf = (choices: BoardChoices): Draft => ({ ...choices, due_days: String(choices.due_days), membership: choices.membership ? typed(choices.membership) : '' });

export const asked = (draft: Draft) => ({ ...draft, due_days: Number(draft.due_days), membership: draft.vat === 'split' ? coins(draft.membership || '0') : 0, next_date: draft.next_date || null });

export type People = BoardCalling['people'];
