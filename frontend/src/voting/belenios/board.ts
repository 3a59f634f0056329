/** The public board: an archive's events read into what they mean, in the one order they may have. */
import type { Step } from './archive';
import { aList, anElement, aText, members, readCanonical, Refused } from './canonical';
import { readElection, type Election } from './elections';
import { areMembers, product } from './group';
import { readTrustees, type Item } from './trustees';

const ORDER = ['Setup', 'Ballot', 'EndBallots', 'EncryptedTally', 'PartialDecryption', 'Result'];
const ONCE = new Set(['Setup', 'EndBallots', 'EncryptedTally', 'Result']);
const RECORDS: Record<string, number> = { Setup: 4, Ballot: 1, EndBallots: 0, EncryptedTally: 2, PartialDecryption: 2, Result: 1 };
const LARGEST_WEIGHT = 2 ** 40;

export interface Board {
	election: Election;
	trustees: Item[];
	trusteesHash: string;
	/** Weights by credential. */
	credentials: Map<bigint, number>;
	events: string[];
	ballots: string[];
	/** Hash and text: of the payload, and of the record that names it. */
	tally: [string, string][] | null;
	partials: [string, string][][];
	result: string | null;
}

export async function readBoard(steps: Step[], stillOpen: boolean): Promise<Board> {
	if (!steps.length) throw new Refused('the archive holds no event');
	steps.forEach(checkRecords);
	checkOrder(steps.map((step) => step.type));
	const board = await setup(steps[0]!, steps.map((step) => step.hash));
	for (const { type, records } of steps.slice(1)) {
		if (type === 'Ballot') board.ballots.push(records[0]![1]);
		else if (type === 'EncryptedTally') board.tally = records;
		else if (type === 'PartialDecryption') board.partials.push(records);
		else if (type === 'Result') board.result = records[0]![1];
	}
	if (!stillOpen && !steps.some((step) => step.type === 'EndBallots'))
		throw new Refused('the archive ends before the vote was closed: its tail is missing');
	if (!stillOpen && board.result === null) throw new Refused('the archive has no result: its tail is missing');
	return board;
}

function checkRecords({ type, height, payload, records }: Step): void {
	const what = `event ${height} (${type.slice(0, 20)})`;
	if (!Object.hasOwn(RECORDS, type)) throw new Refused(`${what} is of a kind that is not verified here`);
	if ((payload === null) !== (type === 'EndBallots')) throw new Refused(payload ? `${what} has a payload where none belongs` : `${what} has no payload`);
	if (payload !== null && !records.some(([hash]) => hash === payload))
		throw new Refused(`${what} names a payload that does not stand before it: taken from elsewhere or removed`);
	if (records.length !== RECORDS[type]) throw new Refused(`${what} comes with ${records.length} records, not ${RECORDS[type]}`);
	if (payload !== null && payload !== records.at(-1)![0]) throw new Refused(`${what} names another record than the last before it`);
}

function checkOrder(types: string[]): void {
	const places = types.map((type) => ORDER.indexOf(type));
	if (places[0] !== 0) throw new Refused('the archive does not begin with the setup');
	for (let at = 1; at < places.length; at++)
		if (places[at]! < places[at - 1]! || (places[at] === places[at - 1] && ONCE.has(types[at]!)))
			throw new Refused(`event ${at} (${types[at]}) comes after ${types[at - 1]}`);
	const last = Math.max(...places);
	const missing = ORDER.slice(0, last).find((type) => ONCE.has(type) && !types.includes(type));
	if (missing) throw new Refused(`${ORDER[last]} stands in the archive without ${missing}`);
}

async function setup({ records }: Step, events: string[]): Promise<Board> {
	const [first, second, third, named] = records as [string, string][];
	const value = members(readCanonical(named![1], 'the setup'), 'the setup', ['election', 'trustees', 'credentials']);
	for (const [name, one] of Object.entries({ election: first!, trustees: second!, credentials: third! }))
		if (value[name] !== one[0]) throw new Refused(`the setup names another record as ${name} than the one that stands there`);
	const election = await readElection(first![1]);
	const trustees = await knownTrustees(second!);
	if (product(trustees.map((item) => item.subKey)) !== election.publicKey)
		throw new Refused("the election's key is not the product of the trustees' keys");
	return {
		election, trustees, events, trusteesHash: second![0], credentials: knownCredentials(third!),
		ballots: [], tally: null, partials: [], result: null
	};
}

/** The records that were read last, by their hash: what was found true is true in the meeting's next archive too. */
const known = { trustees: ['', []] as [string, Item[]], credentials: ['', new Map()] as [string, Map<bigint, number>] };

async function knownTrustees([hash, text]: [string, string]): Promise<Item[]> {
	if (known.trustees[0] !== hash) known.trustees = [hash, await readTrustees(text)];
	return known.trustees[1];
}

function knownCredentials([hash, text]: [string, string]): Map<bigint, number> {
	if (known.credentials[0] !== hash) known.credentials = [hash, readCredentials(text)];
	return known.credentials[1];
}

function readCredentials(text: string): Map<bigint, number> {
	const what = 'public credentials';
	const found = aList(readCanonical(text, what), what).map((item, n): [bigint, number] => {
		const one = `public credential ${n + 1}`;
		const [element, weight, ...more] = aText(item, one).split(',');
		if (weight !== undefined && (more.length || !/^[1-9][0-9]{0,12}$/.test(weight) || Number(weight) > LARGEST_WEIGHT))
			throw new Refused(`the weight of ${one} is not a whole number from 1`);
		return [anElement(element, one), Number(weight ?? 1)];
	});
	const credentials = new Map(found);
	if (credentials.size < found.length) throw new Refused('a public credential stands twice in the list');
	if (!areMembers([...credentials.keys()])) throw new Refused('a public credential lies outside the group');
	return credentials;
}
