/** Words for roles, states and moments of the adjustment. */
import type { MinutesState } from '$platform/api/types';
import { clock, day, m } from '$platform/texts';

/** A meeting elects its chair and its secretary for the day; the board has its own. */
export function roleWord(role: string, isBoard = false): string {
	const board: Record<string, () => string> = { secretary: m.voting_adjusting_role_board_secretary, chair: m.voting_adjusting_role_board_chair };
	if (isBoard && board[role]) return board[role]();
	const words: Record<string, () => string> = { secretary: m.voting_adjusting_role_secretary, chair: m.voting_adjusting_role_chair, adjuster: m.voting_adjusting_role_adjuster };
	return words[role]?.() ?? role;
}

export const signersOf = (state: MinutesState) => state.versions.find((one) => one.number === state.number)?.signatories ?? [];

export function stateWords(state: MinutesState): string {
	const signers = signersOf(state);
	const all = signers.length;
	if (state.state === 'complete') {
		const done = state.versions.find((one) => one.number === state.number)?.completed_at;
		return m.voting_adjusting_state_complete({ day: done ? day(done) : '' });
	}
	if (state.state === 'signing') return m.voting_adjusting_state_signing({ n: state.number, signed: signers.filter((one) => one.signed_at).length, all });
	if (state.state === 'adjusting') return m.voting_adjusting_state_adjusting({ n: state.number, approved: signers.filter((one) => one.approved_at).length, all });
	return m.voting_adjusting_state_draft();
}

export const moment = (at: string) => ({ day: day(at), time: clock(at) });
