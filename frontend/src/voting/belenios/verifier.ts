/** The verifier on the public page: the same checks and the same words as `stadga verify-ballots`, in the browser. */
import { readArchive } from './archive';
import { checkAtOnce, checkForm, outsideTheGroup, type Ballot } from './ballots';
import { readCommitments, type Commitments } from './batch';
import { readBoard, type Board } from './board';
import { aCount, aList, aText, members, read, readCanonical, Refused } from './canonical';
import { checkTogether, holdInShares, type Placed } from './crowd';
import { checkPartial, checkSideProofs, combine, formTally, lastOfEach, readPartial, tallyText, type Partial as Part, type Tally } from './decryption';
import { sum, type Question } from './elections';
import { gTo, P } from './group';
import { hexadecimal } from './hashes';
import { readProofs } from './proofs';
import { ownersOf } from './trustees';

export interface Report {
	accepted: boolean;
	reason: string;
	uuid?: string;
	name?: string;
	election?: string;
	/** The answers' names of each question, without the blank vote. */
	answers?: string[][];
	trustees?: string;
	head?: string;
	ballots?: number;
	counted?: number;
	weight?: number;
	decryptedBy?: number[];
	result?: number[][];
}

export interface Given {
	/** The text of FILE.proofs.json. */
	sideProofs?: string | null;
	/** Heads that were shown or stand on a receipt. */
	heads?: string[];
	/** The election that was shown: its very text. */
	election?: string;
	/** The vote is not over: its close and result may be missing. */
	stillOpen?: boolean;
	/** The house's own commitments, FILE.commitments.json: they spare the work of computing them, and are not believed. */
	commitments?: string | null;
	/** Side proofs that came after the archive was fetched are left for whoever fetches it later. */
	mayRunAhead?: boolean;
	/** Told how many ballots of how many were checked. */
	progress?: (done: number, of: number) => void;
}

const PIECE = 250;

/** Refused with the reason, or accepted. */
export async function verifyArchive(content: Uint8Array, given: Given = {}): Promise<Report> {
	const report: Report = { accepted: true, reason: '' };
	try {
		await examine(content, given, report);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		Object.assign(report, { accepted: false, reason: error.message });
	}
	return report;
}

/** All the checks; gives what was read, and the tally as it was formed here. Tells the report what it finds. */
export async function examine(content: Uint8Array, given: Given, report: Partial<Report>): Promise<{ board: Board; tally: Tally }> {
	const board = await readBoard(await readArchive(content), given.stillOpen ?? false);
	const { election } = board;
	Object.assign(report, {
		uuid: election.uuid, name: election.name, election: election.fingerprint, trustees: board.trusteesHash,
		answers: election.questions.map((question) => question.answers), head: board.events.at(-1), ballots: board.ballots.length
	});
	if (given.election !== undefined && given.election !== election.stored) throw new Refused('the archive is of another election than the one that was shown');
	for (const head of given.heads ?? [])
		if (!board.events.includes(head))
			throw new Refused(`the head ${head.slice(0, 12)}… that was shown is not in the archive: something was cut or changed`);
	return { board, tally: await checkClosing(board, await checkBallots(board, given), given, report) };
}

async function checkBallots(board: Board, given: Given): Promise<Ballot[]> {
	const help = readCommitments(given.commitments, board.election);
	const ballots: Ballot[] = [];
	const doubtful: Placed[] = [];
	let done = 0;
	const told = (more = 1) => given.progress?.((done += more), board.ballots.length);
	for (let start = 0; start < board.ballots.length; start += PIECE) {
		const texts = board.ballots.slice(start, start + PIECE);
		const helped = await readHelped(board, texts, help);
		if (helped) {
			ballots.push(...helped);
			told(helped.length);
			continue;
		}
		const piece: Ballot[] = [];
		for (const [n, text] of texts.entries()) piece.push(await named(start + n, () => checkAtOnce(text, board.election, board.credentials)));
		const outside = outsideTheGroup(piece);
		if (outside !== -1) throw new Refused(`ballot ${start + outside + 1}: a ciphertext lies outside the group`);
		ballots.push(...piece);
		doubtful.push(...texts.map((text, n): Placed => [start + n, text]));
	}
	const fault = await checkTogether(board.election, doubtful, told);
	if (fault) throw new Refused(`ballot ${fault.place + 1}: ${fault.reason}`);
	return ballots;
}

/** The ballots when all of them were found true at once, with the help; null when each has to be looked at by itself. */
async function readHelped({ election, credentials }: Board, texts: string[], help: Commitments): Promise<Ballot[] | null> {
	const found: Ballot[] = [];
	const helps: string[][] = [];
	for (const text of help.size ? texts : []) {
		const mine = help.get(await hexadecimal(text));
		if (!mine) return null;
		helps.push(mine);
		try {
			found.push(await checkForm(text, election, credentials));
		} catch (error) {
			if (error instanceof Refused) return null;
			throw error;
		}
	}
	return found.length && (await holdInShares(election, found, helps)) ? found : null;
}

async function named<Found>(place: number, check: () => Promise<Found>): Promise<Found> {
	try {
		return await check();
	} catch (error) {
		throw error instanceof Refused ? new Refused(`ballot ${place + 1}: ${error.message}`) : error;
	}
}

async function checkClosing(board: Board, ballots: Ballot[], given: Given, report: Partial<Report>): Promise<Tally> {
	const counted = lastOfEach(ballots);
	const weight = sum(counted.map((ballot) => board.credentials.get(ballot.credential)!));
	Object.assign(report, { counted: counted.length, weight });
	const tally = formTally(board.election, counted, board.credentials);
	if (!board.tally) return tally;
	checkTally(board.tally, tally, counted.length, weight);
	const partials = await checkPartials(board, tally);
	await checkBeside(board, tally, partials, given);
	report.decryptedBy = [...partials.keys()].sort((one, other) => one - other);
	if (board.result === null) return tally;
	const whole = combine(board.trustees, new Map([...partials].map(([owner, { partial }]) => [owner, partial])), tally);
	const counts = readCounts(board.result, tally);
	for (const [n, question] of board.election.questions.entries()) checkPlausible(question, counts[n]!, weight, `question ${n + 1}`);
	for (const [n, row] of tally.entries())
		for (const [place, { beta }] of row.entries())
			if (beta !== (whole[n]![place]! * gTo(BigInt(counts[n]![place]!))) % P)
				throw new Refused(`the result of question ${n + 1} is not what the factors open: place ${place}`);
	report.result = counts;
	return tally;
}

function checkTally(stored: [string, string][], tally: Tally, counted: number, weight: number): void {
	const [[hash, text], [, sized]] = stored as [[string, string], [string, string]];
	const what = 'the sized tally';
	const value = members(readCanonical(sized, what), what, ['num_tallied', 'total_weight', 'encrypted_tally']);
	if (value.encrypted_tally !== hash) throw new Refused('the sized tally names another encrypted tally than the one that stands there');
	if (text !== tallyText(tally)) throw new Refused('the archived encrypted tally is not the product of the ballots');
	if (value.num_tallied !== counted) throw new Refused(`the archive says that ${String(value.num_tallied)} ballots count; ${counted} do`);
	if (value.total_weight !== (weight < 2 ** 30 ? weight : String(weight)))
		throw new Refused(`the archive says that the weight is ${String(value.total_weight).slice(0, 20)}; it is ${weight}`);
}

type Partials = Map<number, { payload: string; partial: Part }>;

async function checkPartials(board: Board, tally: Tally): Promise<Partials> {
	const keys = ownersOf(board.trustees);
	const found: Partials = new Map();
	for (const records of board.partials) {
		const [[payload, text], [, owned]] = records as [[string, string], [string, string]];
		const value = members(readCanonical(owned, 'a partial decryption'), 'a partial decryption', ['owner', 'payload']);
		const owner = aCount(value.owner, 'the owner of a partial decryption');
		const what = `the partial decryption of trustee ${owner}`;
		const key = keys[owner - 1];
		if (!key) throw new Refused(`${what} has no owner: there are ${keys.length} trustees`);
		if (found.has(owner)) throw new Refused(`${what} stands twice in the archive`);
		if (value.payload !== payload) throw new Refused(`${what} names another record than the one that stands there`);
		const partial = readPartial(text, tally, what);
		await checkPartial(board.election, tally, partial, key.publicKey, what);
		found.set(owner, { payload, partial });
	}
	return found;
}

async function checkBeside(board: Board, tally: Tally, partials: Partials, { sideProofs, mayRunAhead }: Given): Promise<void> {
	if (!partials.size) return;
	if (sideProofs == null) throw new Refused('the side proofs are missing: they belong in a file beside the archive');
	const file = 'the file of side proofs';
	const value = members(read(sideProofs, file), file, ['version', 'election', 'side_proofs']);
	if (value.version !== 1) throw new Refused(`${file} is not of version 1`);
	if (value.election !== board.election.fingerprint) throw new Refused('the side proofs belong to another election');
	const keys = ownersOf(board.trustees);
	const given = new Set<number>();
	for (const item of aList(value.side_proofs, file)) {
		const one = members(item, file, ['owner', 'payload', 'proofs']);
		const owner = aCount(one.owner, `an owner in ${file}`, 1);
		const what = `trustee ${owner}`;
		if (given.has(owner)) throw new Refused(`${what} has two side proofs`);
		const known = partials.get(owner);
		if (!known && mayRunAhead) continue;
		if (!known) throw new Refused(`${what} has a side proof and no partial decryption`);
		given.add(owner);
		if (aText(one.payload, file) !== known.payload) throw new Refused(`the side proof of ${what} belongs to another partial decryption`);
		const side = aList(one.proofs, `the side proof of ${what}`, tally.length).map((row, n) => readProofs(row, `the side proof of ${what}`, tally[n]!.length));
		await checkSideProofs(board.election, tally, known.partial, side, keys[owner - 1]!.publicKey, what);
	}
	for (const owner of partials.keys()) if (!given.has(owner)) throw new Refused(`the side proof of trustee ${owner} is missing`);
}

function readCounts(text: string, tally: Tally): number[][] {
	const what = 'the result';
	const rows = aList(members(readCanonical(text, what), what, ['result']).result, what, tally.length);
	return rows.map((row, n) =>
		aList(row, 'a result', tally[n]!.length).map((count) => {
			if (!Number.isSafeInteger(count) || (count as number) < 0) throw new Refused('the result holds something that is no count');
			return count as number;
		})
	);
}

function checkPlausible(question: Question, row: number[], weight: number, what: string): void {
	if (row.some((count) => count > weight)) throw new Refused(`the result of ${what} counts more than the weight ${weight}`);
	const others = weight - (question.blank ? row[0]! : 0);
	const answers = row.slice(Number(question.blank));
	const total = sum(answers);
	if (answers.some((count) => count > others) || total < question.least * others || total > question.most * others)
		throw new Refused(`the sums of the result of ${what} are not what ${weight} votes can give`);
}
