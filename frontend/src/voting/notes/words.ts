/** What somebody has had written down, in words that phone, desk and record share. */
import type { Note } from '$platform/api/types';
import { m } from '$platform/texts';

export type NoteKind = Note['kind'];

const WORDS: Record<NoteKind, () => string> = {
	reservation: m.voting_notes_reservation,
	protest: m.voting_notes_protest,
	statement: m.voting_notes_statement,
	motion: m.voting_notes_motion,
	conflict: m.voting_notes_conflict,
	point_of_order: m.voting_notes_point_of_order,
	count_demanded: m.voting_notes_count_demanded,
	quorum: m.voting_notes_quorum,
	adjournment: m.voting_notes_adjournment,
	other: m.voting_notes_other
};

export const noteWord = (kind: NoteKind): string => WORDS[kind]();

/** How a point of order was settled; empty for everything else. */
export const outcomeWords = ({ outcome }: Note): string => (outcome === 'carried' ? m.voting_notes_outcome_carried() : outcome === 'rejected' ? m.voting_notes_outcome_rejected() : '');
