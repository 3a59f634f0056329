/** The board's chain, reckoned here: a board that was made up for one reader does not lead to the hash that the hall sees. */
import type { Board } from '$platform/api/types';
import { written } from '../belenios/canonical';
import { hexadecimal } from '../belenios/hashes';

type Shown = Pick<Board, 'election' | 'trustees_hash' | 'credentials_hash' | 'ballots' | 'head' | 'ended_at'>;

/**
 * Whether this election, these keys and these ballots in this order lead to the head that is shown. When the vote has
 * ended, its tally comes after them: then that the archive goes through the last ballot is the verifier's to say.
 */
export async function leadsToItsHead(board: Shown): Promise<boolean> {
	const names = { election: await hexadecimal(board.election), trustees: board.trustees_hash, credentials: board.credentials_hash };
	let parent = await hexadecimal(written({ height: 0, type: 'Setup', payload: await hexadecimal(written(names)) }));
	for (const [n, one] of board.ballots.entries()) {
		parent = await hexadecimal(written({ parent, height: n + 1, type: 'Ballot', payload: one.tracker }));
		if (one.height !== n + 1 || one.event !== parent) return false;
	}
	return Boolean(board.ended_at) || board.head === parent;
}
