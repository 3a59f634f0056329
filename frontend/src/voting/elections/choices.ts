/** What can be chosen on the form, in the order of a meeting; the types are the API's own. */
import type { Election, ProposedElection } from '$platform/api/types';

export type Post = ProposedElection['post'];
export type BallotMethod = Election['method'];

export const POSTS: Post[] = ['meeting_chair', 'meeting_secretary', 'adjuster', 'teller', 'remote_teller', 'board_chair', 'board_member', 'auditor', 'deputy_auditor', 'nominating_committee'];
export const METHODS: BallotMethod[] = ['plurality', 'two_round', 'yes_no', 'approval', 'stv_scottish', 'schulze'];
