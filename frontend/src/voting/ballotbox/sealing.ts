/** A ballot in a secret vote: encrypted, proved and signed here, in a worker; only then is anything sent. */
import { call } from '$platform/api/client';
import type { BallotReceipt, Choice, Poll } from '$platform/api/types';
import { read } from '../belenios/canonical';
import { ask } from '../belenios/client';
import { hexadecimal } from '../belenios/hashes';
import { kept } from './key';

/** No key on this device for a vote that it should cast in. */
export class NoKey extends Error {
	override name = 'NoKey';
}

/**
 * One encrypted ballot. `code`: its tracker, as it will stand on the receipt and on the board. `opening`: what lets another
 * device make the same ballot again. Either the ballot is cast or the opening shown, never both.
 */
export interface Sealed {
	ballot: string;
	code: string;
	opening: string;
}

/** Made again, it is another text: whoever retries sends the first one. */
export async function seal(poll: Poll, choice: Choice, hold = 1): Promise<Sealed> {
	const key = kept(poll.meeting_id, hold);
	if (!key) throw new NoKey();
	return sealWith(poll, choice, key.secret);
}

/** The same, signed with a key that this device does not keep. */
export async function sealWith(poll: Poll, choice: Choice, secret: string): Promise<Sealed> {
	const { election } = await call('GET polls/{id}/board', { path: { id: poll.id } });
	if (!asksWhatIsSeen(election, poll)) throw new AnotherQuestion();
	const { ballot, opening } = await ask('makeBallot', { election, secret, marks: [marksOf(poll, choice)] });
	return { ballot, opening, code: await hexadecimal(ballot) };
}

const MARK = '#granska=';

/** Where another device sees what an opened ballot says. What stands behind the # never leaves the device that reads it. */
export const openingLink = (poll: string, opening: string) => `${location.origin}/valurna/${poll}${MARK}${opening}`;

/** The poll and the opening in such a link; null for any other text. */
export function readLink(link: string): { poll: string; opening: string } | null {
	const [before, opening] = link.trim().split(MARK);
	const poll = /\/valurna\/([0-9a-f-]{36})\/?(?:\?.*)?$/.exec(before ?? '')?.[1];
	return poll && opening ? { poll, opening: opening.trim() } : null;
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

/** The election asks another question than the voter is shown, or has other answers, or has them in another order. */
export class AnotherQuestion extends Error {
	override name = 'AnotherQuestion';
}

/** A mark is a place in the list of answers: where the lists differ, it is a vote for somebody else. */
export function asksWhatIsSeen(election: string, poll: Poll): boolean {
	const seen = { question: poll.question, answers: answersOf(poll).map((one) => one.label) };
	const asked = (read(election, 'the election') as { questions?: Partial<typeof seen>[] }).questions ?? [];
	return asked.length === 1 && asked[0]!.question === seen.question && JSON.stringify(asked[0]!.answers) === JSON.stringify(seen.answers);
}

const answersOf = (poll: Poll) => poll.options.filter(({ value }) => value !== 'abstain' && value !== 'blank');

/** 0 or 1 for the blank vote and each answer, in the ballot's own order. */
export function marksOf(poll: Poll, choice: Choice): number[] {
	const values = answersOf(poll).map((one) => one.value);
	const chosen = new Set<string>(choice.split(','));
	const blank = chosen.has('abstain') || chosen.has('blank');
	return [Number(blank), ...values.map((value) => Number(!blank && chosen.has(value)))];
}
