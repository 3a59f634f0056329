/** Questions and elections. */
import { aCount, aList, anElement, aText, members, read, Refused } from './canonical';
import { isMember, NAME } from './group';
import { fingerprint } from './hashes';

export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const UUID = new RegExp(`^[${BASE58}]{14,64}$`);
const MOST_ANSWERS = 1000;

/** Between `least` and `most` of the answers; or, with `blank`, the blank vote, whose mark stands first. */
export interface Question {
	text: string;
	answers: string[];
	least: number;
	most: number;
	blank: boolean;
}

export interface Election {
	stored: string;
	uuid: string;
	name: string;
	publicKey: bigint;
	questions: Question[];
	fingerprint: string;
}

export const widthOf = (question: Question) => question.answers.length + Number(question.blank);
export const sum = (marks: number[]) => marks.reduce((one, other) => one + other, 0);

/** A 0 or 1 for each answer. */
export function allows(question: Question, marks: number[]): boolean {
	if (marks.length !== widthOf(question) || marks.some((mark) => mark !== 0 && mark !== 1)) return false;
	const answers = question.blank ? marks.slice(1) : marks;
	if (question.blank && marks[0]) return sum(answers) === 0;
	return sum(answers) >= question.least && sum(answers) <= question.most;
}

export function readQuestion(value: unknown, what: string): Question {
	if (typeof value === 'object' && value && 'type' in value) throw new Refused(`${what} is of a kind that is not verified here`);
	const found = members(value, what, ['answers', 'min', 'max', 'question'], ['blank']);
	const answers = aList(found.answers, `the answers of ${what}`).map((answer) => aText(answer, `an answer of ${what}`));
	const blank = found.blank ?? false;
	if (typeof blank !== 'boolean') throw new Refused(`“blank” of ${what} is neither true nor false`);
	const least = aCount(found.min, `min of ${what}`);
	const most = aCount(found.max, `max of ${what}`);
	if (!(least <= most && most <= answers.length && answers.length <= MOST_ANSWERS && answers.length))
		throw new Refused(`min and max of ${what} do not fit its answers`);
	return { text: aText(found.question, `the text of ${what}`), answers, least, most, blank };
}

/** `stored` is the very text that was published; its fingerprint stands in every proof. */
export async function readElection(stored: string): Promise<Election> {
	const what = 'the election';
	const value = members(
		read(stored, what), what,
		['version', 'description', 'name', 'group', 'public_key', 'questions', 'uuid'],
		['administrator', 'credential_authority']
	);
	if (value.version !== 1) throw new Refused('the election is not of protocol version 1');
	if (value.group !== NAME) throw new Refused(`the election is not in the group ${NAME}`);
	for (const name of ['description', 'administrator', 'credential_authority'])
		if (Object.hasOwn(value, name)) aText(value[name], `“${name}” of the election`);
	const uuid = aText(value.uuid, 'the uuid of the election');
	if (!UUID.test(uuid)) throw new Refused('the uuid of the election is not Base58 of at least 14 characters');
	const questions = aList(value.questions, 'the questions');
	if (!questions.length) throw new Refused('the election has no question');
	const publicKey = anElement(value.public_key, 'the public key');
	if (!isMember(publicKey)) throw new Refused('the public key lies outside the group');
	return {
		stored, uuid, publicKey,
		name: aText(value.name, 'the name of the election'),
		questions: questions.map((question, n) => readQuestion(question, `question ${n + 1}`)),
		fingerprint: await fingerprint(stored)
	};
}
