/** A ballot in a secret vote: encrypted, proved and signed here, in a worker; only then is anything sent. */
import { call } from '$platform/api/client';
import type { BallotReceipt, Choice, Poll } from '$platform/api/types';
import { ask } from '../belenios/client';
import { hexadecimal } from '../belenios/hashes';
import { kept } from './key';

/** No key on this device for a vote that it should cast in. */
export class NoKey extends Error {
	override name = 'NoKey';
}

/** The encrypted ballot of one choice. Made again, it is another text: whoever retries sends the first one. */
export async function sealed(poll: Poll, choice: Choice, hold = 1): Promise<string> {
	const key = kept(poll.meeting_id, hold);
	if (!key) throw new NoKey();
	const { election } = await call('GET polls/{id}/board', { path: { id: poll.id } });
	const { ballot } = await ask('makeBallot', { election, secret: key.secret, marks: [marksOf(poll, choice)] });
	return ballot;
}

/** The house acknowledged something else than what this device sent. */
export class AnotherBallot extends Error {
	override name = 'AnotherBallot';
}

/** The receipt, when it is this very ballot's: a tracker that the house chose could be somebody else's vote. */
export async function acknowledged(ballot: string, receipt: BallotReceipt): Promise<BallotReceipt> {
	if (receipt.tracker !== (await hexadecimal(ballot))) throw new AnotherBallot();
	return receipt;
}

/** 0 or 1 for the blank vote and each answer, in the ballot's own order. */
export function marksOf(poll: Poll, choice: Choice): number[] {
	const values = poll.options.map((one) => one.value).filter((value) => value !== 'abstain' && value !== 'blank');
	const chosen = new Set<string>(choice.split(','));
	const blank = chosen.has('abstain') || chosen.has('blank');
	return [Number(blank), ...values.map((value) => Number(!blank && chosen.has(value)))];
}

/** The worker makes its tables while the voter still thinks. */
export async function warmUp(poll: Poll): Promise<void> {
	const { election } = await call('GET polls/{id}/board', { path: { id: poll.id } });
	await ask('prepare', { election });
}
