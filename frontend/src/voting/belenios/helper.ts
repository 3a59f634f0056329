/** A helper of the worker: checks its share of the ballots. */
import { partOf } from './batch';
import { checkHere, type Share, type SumShare } from './crowd';
import { readElection } from './elections';

addEventListener('message', async ({ data }: MessageEvent<Share | SumShare>) => {
	const election = await readElection(data.stored);
	postMessage({ found: 'helps' in data ? await partOf(election, data.ballots, data.helps) : await checkHere(election, data.placed, () => postMessage({})) });
});
