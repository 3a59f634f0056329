/** The worker: BigInt never runs where the page is drawn. One deed after the other; the tables stay. */
import { deeds, type DeedName } from './deeds';

interface Asked {
	id: number;
	deed: DeedName;
	given: never;
}

addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
	const { id, deed, given } = data;
	const progress = deed === 'verify' || deed === 'decrypt' ? { progress: (done: number, of: number) => postMessage({ id, done, of }) } : {};
	try {
		postMessage({ id, found: await deeds[deed](Object.assign(given ?? {}, progress) as never) });
	} catch (error) {
		postMessage({ id, refused: error instanceof Error ? error.message : String(error), kind: error?.constructor?.name });
	}
});
