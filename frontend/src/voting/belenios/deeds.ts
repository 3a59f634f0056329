/** What the worker can be asked to do, by name: texts and plain numbers in and out, nothing that cannot be posted. */
import { checkBallot, makeBallot, tracker } from './ballots';
import { decryptPartially, tallyText } from './decryption';
import { assemble, commitment, openShare, roundOne, roundThree, roundTwo } from './ceremony';
import { keyOfCode, newCode } from './cards';
import { newSeed, signedJson } from './channel';
import { Refused } from './canonical';
import { freshSeed } from './draws';
import { readElection } from './elections';
import { gTo, randomExponent } from './group';
import { hexadecimal } from './hashes';
import { readOpening, writtenOpening } from './openings';
import { readTrustees, type Item } from './trustees';
import { examine, verifyArchive, type Given, type Report } from './verifier';

export interface List {
	certificates: unknown[];
	threshold: number;
}

/**
 * `heads`: what was shown; `sideProofs`: of the officers who came first, fetched after the archive; `opened`: the tally's
 * hash by the election's fingerprint, of every vote that this officer has decrypted.
 */
export interface Decrypting {
	content: Uint8Array;
	seed: string;
	pin: string;
	privateKey: string;
	atLeast: number;
	heads: string[];
	opened?: Record<string, string>;
	/** The one that was held against the officers' key. */
	election?: string;
	sideProofs?: string;
	commitments?: string;
}

/** What an officer holds the published key against. `election`: a vote that should be encrypted to it. */
export interface Publishing {
	trustees: string;
	seed: string;
	pin: string;
	threshold: number;
	privateKey: string;
	election?: string;
}

export const deeds = {
	/** A voter's key. The secret half stays on the device; the register is given the public one. */
	newCredential: async () => {
		const secret = randomExponent();
		return { secret: String(secret), credential: String(gTo(secret)) };
	},
	/** A voting card: its code, which goes to whoever votes with it, and the public half of its key. */
	newCard: async ({ meeting }: { meeting: string }) => {
		const code = await newCode();
		return { code, credential: String(gTo((await keyOfCode(meeting, code))!)) };
	},
	/** The key of a card that somebody has brought; null when the code was not copied right. */
	cardKey: async ({ meeting, code }: { meeting: string; code: string }) => {
		const secret = await keyOfCode(meeting, code);
		return secret === null ? null : { secret: String(secret), credential: String(gTo(secret)) };
	},
	/** `opening`: what would let another device make the same ballot again. It is shown, or forgotten when the ballot is cast. */
	makeBallot: async ({ election, secret, marks }: { election: string; secret: string; marks: number[][] }) => {
		const [read, seed] = [await readElection(election), freshSeed()];
		const ballot = await makeBallot(read, BigInt(secret), marks, seed);
		return { ballot, tracker: await tracker(ballot), opening: writtenOpening(ballot, read, marks, seed) };
	},
	/** What a ballot says that another device has opened. */
	readOpening: async ({ election, opening }: { election: string; opening: string }) => readOpening(opening, await readElection(election)),
	checkBallot: async ({ election, ballot, credential }: { election: string; ballot: string; credential: string }) => {
		await checkBallot(ballot, await readElection(election), new Map([[BigInt(credential), 1]]));
		return { tracker: await tracker(ballot) };
	},
	newSeed: async () => ({ seed: newSeed() }),
	roundOne: ({ seed }: { seed: string }) => roundOne(seed),
	/** The hash that the officers compare. */
	pin: async ({ certificates, threshold }: List) => ({ pin: (await assemble(certificates, threshold)).pin }),
	commitment: async ({ seed, ...list }: List & { seed: string }) => ({ commitment: await commitment(seed, await listed(list)) }),
	roundTwo: async ({ seed, pin, ...list }: List & { seed: string; pin: string }) => roundTwo(seed, await listed(list), pin),
	roundThree: async ({ seed, pin, vinput, commitments, ...list }: List & { seed: string; pin: string; vinput: unknown; commitments?: string[] }) =>
		roundThree(seed, await listed(list), vinput, pin, commitments),
	/** Whether the published key is the one that this officer took part in, and a vote is encrypted to it and to no other. */
	published: async ({ trustees, seed, pin, threshold, privateKey, election }: Publishing) => {
		const items = await readTrustees(trustees);
		const [item] = items;
		if (item?.kind !== 'Pedersen' || items.length > 1) throw new Refused('the election does not rest on officers with a threshold');
		if (item.threshold !== threshold) throw new Refused(`the threshold is ${item.threshold}; we agreed on ${threshold}`);
		const { secret, place } = await myPart(items, { seed, pin, privateKey });
		if (election && (await readElection(election)).publicKey !== item.subKey) throw new Refused('the vote is not encrypted to our key');
		return { place, key: String(gTo(secret)) };
	},
	/**
	 * An officer's part of the result, from the archive alone: every ballot is checked and the tally formed here, so nobody
	 * can have a single ballot decrypted. Refused when the vote is open, when fewer than `atLeast` have voted, and when it was
	 * decrypted before with other ballots: the difference would be somebody's. The caller keeps `tally` before it sends anything.
	 */
	decrypt: async ({ content, seed, pin, privateKey, atLeast, opened = {}, ...given }: Decrypting) => {
		const report: Partial<Report> = {};
		const { board, tally } = await examine(content, { ...given, stillOpen: true, mayRunAhead: true }, report);
		if (!board.tally || board.result) throw new Refused('the archive is not as it is between the close and the result');
		if (report.counted! < atLeast) throw new Refused(`only ${report.counted} voted; with fewer than ${atLeast} nothing is decrypted`);
		const [known, formed] = [opened[board.election.fingerprint], await hexadecimal(tallyText(tally))];
		if (known && known !== formed) throw new Refused('this vote was decrypted before, with other ballots');
		const { secret, place: owner } = await myPart(board.trustees, { seed, pin, privateKey });
		const made = await decryptPartially(board.election, tally, secret);
		return { owner, payload: await hexadecimal(made.partial), partial: made.partial, sideProofs: made.sideProofs, election: board.election.fingerprint, tally: formed };
	},
	verify: ({ content, ...given }: Given & { content: Uint8Array }) => verifyArchive(content, given)
};

/** My part of the key and its place among the owners, when the officers are those whose list was compared. */
async function myPart(trustees: Item[], { seed, pin, privateKey }: { seed: string; pin: string; privateKey: string }) {
	const item = trustees.find((one) => one.kind === 'Pedersen');
	if (!item) throw new Refused('the election does not rest on officers with a threshold');
	const assembly = await assemble(item.certificates.map(({ signed }) => signedJson(signed)), item.threshold);
	if (assembly.pin !== pin) throw new Refused('the list of certificates is not the one that was compared');
	const secret = await openShare(seed, assembly, privateKey);
	const place = trustees.flatMap((one) => one.keys).findIndex((key) => key.publicKey === gTo(secret)) + 1;
	if (!place) throw new Refused('my key is not among the keys of the election');
	return { secret, place };
}

const listed = ({ certificates, threshold }: List) => assemble(certificates, threshold);

export type Deeds = typeof deeds;
export type DeedName = keyof Deeds;
