/** The archive, `.bel`: an old-style tar of records, and events that each name the one before by its hash. */
import { aCount, aText, members, readCanonical, Refused } from './canonical';
import { bytesOf, hexadecimal } from './hashes';

export interface Step {
	type: string;
	height: number;
	payload: string | null;
	hash: string;
	/** Hash and text of the records that stand before the event. */
	records: [string, string][];
}

const BLOCK = 512;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The events in order, each name true to its content and each parent the event before. */
export async function readArchive(content: Uint8Array): Promise<Step[]> {
	const header = firstRecord(content);
	const timestamp = timestampOf(header.text);
	compare(content, 0, header.end, record('BELENIOS', header.data, timestamp), "the header's record");
	const steps: Step[] = [];
	const known = new Set<string>();
	let before: [string, string][] = [];
	for (let at = header.end; at < content.length; ) {
		const { name, data, end } = recordAt(content, at);
		compare(content, at, end, record(name, data, timestamp), `the record '${name.slice(0, 80)}'`);
		at = end;
		const hash = await hexadecimal(data);
		if (name !== `${hash}.data.json` && name !== `${hash}.event.json`)
			throw new Refused(`the record ${name.slice(0, 12)}… does not have the hash that it is named by`);
		if (known.has(hash)) throw new Refused(`the record ${name.slice(0, 12)}… stands twice in the archive`);
		known.add(hash);
		if (name.endsWith('.data.json')) {
			before.push([hash, textOf(data)]);
			continue;
		}
		steps.push({ ...eventOf(textOf(data), steps), hash, records: before });
		before = [];
	}
	if (before.length) throw new Refused('the archive ends with a record that no event follows');
	return steps;
}

function eventOf(text: string, steps: Step[]) {
	const what = `event ${steps.length}`;
	const value = members(readCanonical(text, what), what, ['height', 'type'], ['parent', 'payload']);
	const height = aCount(value.height, what);
	if (height !== steps.length) throw new Refused(`${what} says that its height is ${height}`);
	if (value.parent !== steps.at(-1)?.hash) throw new Refused(`${what} does not follow the event before it`);
	return { type: aText(value.type, what), height, payload: value.payload === undefined ? null : aText(value.payload, what) };
}

function timestampOf(text: string): number {
	const value = members(readCanonical(text, 'the header'), 'the header', ['version', 'timestamp']);
	if (value.version !== 1) throw new Refused('the archive is not of version 1');
	if (!/^(0|[1-9][0-9]{0,9})$/.test(aText(value.timestamp, 'the timestamp'))) throw new Refused('the timestamp is not a number of seconds');
	return Number(value.timestamp);
}

function firstRecord(content: Uint8Array) {
	try {
		const { name, data, end } = recordAt(content, 0);
		if (name === 'BELENIOS') return { data, text: textOf(data), end };
	} catch {
		// Said below, as for any other file.
	}
	throw new Refused('this is no .bel file');
}

function recordAt(content: Uint8Array, at: number) {
	const header = content.subarray(at, at + BLOCK);
	if (header.length < BLOCK) throw new Refused('the archive is cut in the middle of a record');
	if (!header.some(Boolean)) throw new Refused('the archive goes on with empty blocks');
	const ascii = (from: number, to: number) => String.fromCharCode(...header.subarray(from, to));
	const size = ascii(124, 135);
	if (!/^[0-7]{11}$/.test(size)) throw new Refused("a record's header cannot be read");
	const start = at + BLOCK;
	const length = parseInt(size, 8);
	const end = start + Math.ceil(length / BLOCK) * BLOCK;
	if (end > content.length) throw new Refused('the archive is cut in the middle of a record');
	return { name: ascii(0, 100).replace(/\0+$/, ''), data: content.subarray(start, start + length), end };
}

/** A record as it must be written. */
export function record(name: string, data: Uint8Array, timestamp: number): Uint8Array {
	const made = new Uint8Array(BLOCK + Math.ceil(data.length / BLOCK) * BLOCK);
	const octal = (value: number, width: number) => value.toString(8).padStart(width, '0');
	const fields = `0000644\0${'0000000\0'.repeat(2)}${octal(data.length, 11)}\0${octal(timestamp, 11)}\0`;
	made.set(bytesOf(name).subarray(0, 100));
	made.set(bytesOf(fields), 100);
	const total = made.subarray(0, 148).reduce((sum, byte) => sum + byte, 8 * 32 + 48);
	made.set(bytesOf(`${octal(total, 6)}\0 0`), 148);
	made.set(data, BLOCK);
	return made;
}

function compare(content: Uint8Array, at: number, end: number, made: Uint8Array, what: string): void {
	const found = content.subarray(at, end);
	if (found.length !== made.length || !found.every((byte, n) => byte === made[n]))
		throw new Refused(`${what} is not written as an archive's records are`);
}

function textOf(data: Uint8Array): string {
	try {
		return strict.decode(data);
	} catch {
		throw new Refused('a record is not text in UTF-8');
	}
}
