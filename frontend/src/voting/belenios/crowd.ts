/** Proofs of many ballots, shared out among workers where there are cores: the verdict is that of one after the other. */
import { checkProofs, readBallot, type Ballot } from './ballots';
import { agree, partOf, type Part } from './batch';
import { Refused } from './canonical';
import { readElection, type Election } from './elections';

/** A ballot's place in the archive, from 0, and its text. */
export type Placed = [place: number, text: string];

export interface Fault {
	place: number;
	reason: string;
}

/** What a helper is asked for: each ballot by itself, and it tells of each. */
export interface Share {
	stored: string;
	placed: Placed[];
}

/** Or what some ballots give to the sum of all, with the house's help. */
export interface SumShare {
	stored: string;
	ballots: Ballot[];
	helps: string[][];
}

const MOST = 8;
/** With fewer ballots a helper takes longer to start than to help. */
const WORTH_IT = 24;
const WORTH_IT_WITH_HELP = 100;

/** The first fault in the ballots' order, or null. `told`: one more is checked. */
export async function checkTogether(election: Election, placed: Placed[], told: () => void): Promise<Fault | null> {
	const work = shares(placed, WORTH_IT).map((share, hand) => (hand ? checkElsewhere({ stored: election.stored, placed: share }, told) : checkHere(election, share, told)));
	const faults = (await Promise.all(work)).filter((fault) => fault !== null);
	return faults.sort((one, other) => one.place - other.place)[0] ?? null;
}

export async function checkHere(election: Election, placed: Placed[], told: () => void): Promise<Fault | null> {
	for (const [place, text] of placed) {
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

/** Whether all of these ballots are true, by the sum: each hand makes its part, and the parts are judged here. */
export async function holdInShares(election: Election, ballots: Ballot[], helps: string[][]): Promise<boolean> {
	const pairs = ballots.map((ballot, n) => [ballot, helps[n]!] as const);
	const work = shares(pairs, WORTH_IT_WITH_HELP).map((share, hand) => {
		const [mine, theirs] = [share.map(([ballot]) => ballot), share.map(([, help]) => help)];
		const here = () => partOf(election, mine, theirs);
		return hand ? elsewhere<Part | null>({ stored: election.stored, ballots: mine, helps: theirs }).catch(here) : here();
	});
	return agree(election, await Promise.all(work));
}

/** As many as there are hands, the first for this worker itself. */
function shares<One>(all: One[], worthIt: number): One[][] {
	const hands = all.length < worthIt || typeof Worker === 'undefined' ? 1 : Math.min(MOST, navigator.hardwareConcurrency || 1);
	return Array.from({ length: hands }, (_, hand) => all.filter((_, n) => n % hands === hand));
}

/** One that cannot be had is no reason to give up: it is done here. */
function checkElsewhere(share: Share, told: () => void): Promise<Fault | null> {
	let done = 0;
	return elsewhere<Fault | null>(share, () => (done++, told())).catch(async () => checkHere(await readElection(share.stored), share.placed.slice(done), told));
}

/** In a helper of its own, which is gone afterwards: it tells of its work with empty messages, and then what it found. */
function elsewhere<Found>(share: Share | SumShare, told = () => {}): Promise<Found> {
	return new Promise<Found>((resolve, reject) => {
		const helper = new Worker(new URL('./helper.ts', import.meta.url), { type: 'module' });
		helper.addEventListener('message', ({ data }: MessageEvent<{ found?: Found }>) => {
			if (data.found === undefined) return told();
			helper.terminate();
			resolve(data.found);
		});
		helper.addEventListener('error', (event) => {
			helper.terminate();
			reject(new Error(event.message));
		});
		helper.postMessage(share);
	});
}
