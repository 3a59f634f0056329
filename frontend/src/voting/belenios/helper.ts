/** A helper of the worker: checks its share of the proofs. */
import { checkHere, type Share } from './crowd';
import { readElection } from './elections';

addEventListener('message', async ({ data }: MessageEvent<Share>) => {
	const fault = await checkHere(await readElection(data.stored), data.ballots, () => postMessage({}));
	postMessage({ fault });
});
