/** Proofs of many ballots, shared out among workers where there are cores: the verdict is that of one after the other. */
import { checkProofs, readBallot } from './ballots';
import { Refused } from './canonical';
import { readElection, type Election } from './elections';

/** A ballot's place in the archive, from 0, and its text. */
export type Placed = [place: number, text: string];

export interface Fault {
	place: number;
	reason: string;
}

/** What a helper is asked for, and what it answers: `told` for each ballot, then `fault`. */
export interface Share {
	stored: string;
	ballots: Placed[];
}

const MOST = 8;
/** With fewer ballots a helper takes longer to start than to help. */
const WORTH_IT = 24;

/** The first fault in the ballots' order, or null. `told`: one more is checked. */
export async function checkTogether(election: Election, ballots: Placed[], told: () => void): Promise<Fault | null> {
	const hands = ballots.length < WORTH_IT || typeof Worker === 'undefined' ? 1 : Math.min(MOST, navigator.hardwareConcurrency || 1);
	const shares = Array.from({ length: hands }, (_, hand) => ballots.filter((_, n) => n % hands === hand));
	const work = shares.map((share, hand) => (hand ? elsewhere({ stored: election.stored, ballots: share }, told) : checkHere(election, share, told)));
	const faults = (await Promise.all(work)).filter((fault) => fault !== null);
	return faults.sort((one, other) => one.place - other.place)[0] ?? null;
}

export async function checkHere(election: Election, ballots: Placed[], told: () => void): Promise<Fault | null> {
	for (const [place, text] of ballots) {
		try {
			await checkProofs(readBallot(text, election), election);
		} catch (error) {
			if (error instanceof Refused) return { place, reason: error.message };
			throw error;
		}
		told();
	}
	return null;
}

/** In a helper of its own, which is gone afterwards. One that cannot be had is no reason to give up: it is done here. */
function elsewhere(share: Share, told: () => void): Promise<Fault | null> {
	let done = 0;
	return new Promise<Fault | null>((resolve, reject) => {
		const helper = new Worker(new URL('./helper.ts', import.meta.url), { type: 'module' });
		helper.addEventListener('message', ({ data }: MessageEvent<{ fault?: Fault | null }>) => {
			if (data.fault === undefined) return void (done++, told());
			helper.terminate();
			resolve(data.fault);
		});
		helper.addEventListener('error', (event) => {
			helper.terminate();
			reject(new Error(event.message));
		});
		helper.postMessage(share);
	}).catch(async () => checkHere(await readElection(share.stored), share.ballots.slice(done), told));
}
