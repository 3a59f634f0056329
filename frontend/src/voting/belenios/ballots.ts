/** Ballots: made on the voter's device, and checked anywhere. */
import { aList, anElement, aText, members, read, Refused, written } from './canonical';
import { allows, sum, widthOf, type Election, type Question } from './elections';
import { drawsFrom, freshSeed, type Draw } from './draws';
import { areMembers, G, gTo, isMember, P, pairOf, product, Q, tableOf } from './group';
import { challenge, fingerprint } from './hashes';
import {
	ciphertextJson, holds, isOneOf, knows, proofJson, proveKnowledge, proveOneOf, readCiphertext, readProof, readProofs,
	type Ciphertext, type Opening, type Proof
} from './proofs';

interface Answer {
	choices: Ciphertext[];
	individual: Proof[][];
	overall: Proof[];
	blank: Proof[] | null;
}

export interface Ballot {
	uuid: string;
	election: string;
	credential: bigint;
	answers: Answer[];
	signed: string;
	signature: Proof;
}

const answerJson = (answer: Answer) => ({
	choices: answer.choices.map(ciphertextJson),
	individual_proofs: answer.individual.map((pair) => pair.map(proofJson)),
	overall_proof: answer.overall.map(proofJson),
	...(answer.blank && { blank_proof: answer.blank.map(proofJson) })
});

const body = (ballot: Omit<Ballot, 'signed' | 'signature'>) => ({
	election_uuid: ballot.uuid,
	election_hash: ballot.election,
	credential: String(ballot.credential),
	answers: ballot.answers.map(answerJson)
});

const numbers = (choices: Ciphertext[]) => choices.map(({ alpha, beta }) => `${alpha},${beta}`).join();
const signatureOf = (signed: string) => (commitment: bigint) => challenge('sig', signed, commitment);

/** What a voter keeps: the fingerprint of the ballot's text. */
export const tracker = (text: string) => fingerprint(text);

/**
 * Encrypt, prove, sign. `marks`: a 0 or 1 for each answer of each question, the blank vote's first. All that is random
 * in it comes from the seed, but for the signature's nonce: a seed can be shown, and with it the nonce the key.
 */
export async function makeBallot(election: Election, secret: bigint, marks: number[][], seed = freshSeed()): Promise<string> {
	const unsigned = await unsignedBallot(election, gTo(secret), marks, seed);
	const signed = await fingerprint(written(unsigned));
	const proof = await proveKnowledge(secret, signatureOf(signed));
	return whole(unsigned, signed, proof);
}

/** The same ballot made again by somebody without its key, from the seed, what it should say, and the signature. */
export async function ballotAgain(election: Election, credential: bigint, marks: number[][], seed: Uint8Array, signature: Proof): Promise<string> {
	const unsigned = await unsignedBallot(election, credential, marks, seed);
	const signed = await fingerprint(written(unsigned));
	if (!(await knows(credential, signature, signatureOf(signed)))) throw new Refused('the ballot that was signed is another one');
	return whole(unsigned, signed, signature);
}

const whole = (unsigned: object, signed: string, proof: Proof) => written({ ...unsigned, signature: { hash: signed, proof: proofJson(proof) } });

async function unsignedBallot(election: Election, credential: bigint, marks: number[][], seed: Uint8Array) {
	const { questions } = election;
	if (marks.length !== questions.length || !questions.every((question, n) => allows(question, marks[n]!)))
		throw new Refused('the question does not allow this choice');
	const start = `${election.fingerprint}|${credential}`;
	const draw = await drawsFrom(seed, `stadga-ballot|${start}`, sum(questions.map(drawsOf)));
	const answers: Answer[] = [];
	for (const [n, question] of questions.entries()) answers.push(await makeAnswer(election.publicKey, question, marks[n]!, start, draw));
	return body({ uuid: election.uuid, election: election.fingerprint, credential, answers });
}

/** How many cases the overall proof has. */
const casesOf = (question: Question) => question.most - question.least + 1 + Number(question.blank);

/** An exponent for each ciphertext; for each proof of one among n cases a nonce, and two for every other case. */
function drawsOf(question: Question): number {
	const proof = (cases: number) => 2 * cases - 1;
	return widthOf(question) * (1 + proof(2)) + proof(casesOf(question)) + (question.blank ? proof(2) : 0);
}

async function makeAnswer(key: bigint, question: Question, marks: number[], start: string, draw: Draw): Promise<Answer> {
	const table = tableOf(key);
	const random = marks.map(() => draw());
	const choices = marks.map((mark, n) => {
		const [alpha, beta] = pairOf(table, random[n]!);
		return { alpha, beta: mark ? (beta * G) % P : beta };
	});
	// All are begun before the first is awaited: each draws in its turn, and none waits for another's hash.
	const individual = marks.map((mark, n) => {
		const cases = [0, 1].map((value) => opening(random[n]!, mark - value));
		return proveOneOf(key, cases, mark, `prove|${start}|${numbers([choices[n]!])}`, draw);
	});
	const first = Number(question.blank);
	const context = `${start}|${numbers(choices)}`;
	const total = totalOf(choices.slice(first));
	const randomness = random.slice(first).reduce((one, other) => (one + other) % Q, 0n);
	const chosen = sum(marks.slice(first));
	const isBlank = question.blank && marks[0] === 1;
	const cases = question.blank ? [opening(random[0]!, marks[0]! - 1)] : [];
	for (let value = question.least; value <= question.most; value++) cases.push(opening(randomness, chosen - value));
	const truth = isBlank ? 0 : chosen - question.least + first;
	const overall = proveOneOf(key, cases, truth, overallPrefix(question, context, () => total), draw);
	const either = [opening(random[0]!, marks[0]!), opening(randomness, chosen)];
	const blank = question.blank ? proveOneOf(key, either, Number(isBlank), `bproof0|${context}`, draw) : null;
	return { choices, individual: await Promise.all(individual), overall: await overall, blank: await blank };
}

const opening = (randomness: bigint, distance: number): Opening => ({ randomness, distance: BigInt(distance) });
const totalOf = (choices: Ciphertext[]) => ({ alpha: product(choices.map((c) => c.alpha)), beta: product(choices.map((c) => c.beta)) });
const overallPrefix = (question: Question, context: string, total: () => Ciphertext) =>
	question.blank ? `bproof1|${context}` : `prove|${context}|${numbers([total()])}`;

/** A ballot in its one form. */
export function readBallot(text: string, election: Election): Ballot {
	const value = members(read(text, 'the ballot'), 'the ballot', [
		'election_uuid', 'election_hash', 'credential', 'answers', 'signature'
	]);
	const signature = members(value.signature, 'the signature', ['hash', 'proof']);
	const ballot: Ballot = {
		uuid: aText(value.election_uuid, 'election_uuid'),
		election: aText(value.election_hash, 'election_hash'),
		credential: anElement(value.credential, 'the credential'),
		answers: aList(value.answers, 'the answers', election.questions.length).map((item, n) => readAnswer(item, election.questions[n]!)),
		signed: aText(signature.hash, "the signature's hash"),
		signature: readProof(signature.proof, 'the signature')
	};
	const again = written({ ...body(ballot), signature: { hash: ballot.signed, proof: proofJson(ballot.signature) } });
	if (again !== text) throw new Refused('is not in canonical form');
	return ballot;
}

function readAnswer(value: unknown, question: Question): Answer {
	const found = members(value, 'an answer', ['choices', 'individual_proofs', 'overall_proof', ...(question.blank ? ['blank_proof'] : [])]);
	const width = widthOf(question);
	const choices = aList(found.choices, 'choices', width);
	const pairs = aList(found.individual_proofs, 'individual_proofs', width);
	return {
		choices: choices.map((item) => readCiphertext(item, 'a choice')),
		individual: pairs.map((item) => readProofs(item, 'an individual proof', 2)),
		overall: readProofs(found.overall_proof, 'the overall proof', casesOf(question)),
		blank: question.blank ? readProofs(found.blank_proof, 'the blank proof', 2) : null
	};
}

/** Form, election, credential, and that the signature is over this very ballot; whether it is true is not asked. */
export async function checkForm(text: string, election: Election, credentials: ReadonlyMap<bigint, number>): Promise<Ballot> {
	const ballot = readBallot(text, election);
	if (ballot.uuid !== election.uuid || ballot.election !== election.fingerprint) throw new Refused('belongs to another election');
	if (!credentials.has(ballot.credential)) throw new Refused('its credential is not in the list');
	if (ballot.signed !== (await fingerprint(written(body(ballot))))) throw new Refused('its signature is over another ballot');
	return ballot;
}

/** Form, election, credential, signature. */
export async function checkAtOnce(text: string, election: Election, credentials: ReadonlyMap<bigint, number>): Promise<Ballot> {
	const ballot = await checkForm(text, election, credentials);
	if (!(await knows(ballot.credential, ballot.signature, signatureOf(ballot.signed)))) throw new Refused('its signature is wrong');
	return ballot;
}

export const elementsOf = (ballot: Ballot) => ballot.answers.flatMap((answer) => answer.choices.flatMap(({ alpha, beta }) => [alpha, beta]));

/** The place of the first ballot with a ciphertext outside the group, or -1. */
export function outsideTheGroup(ballots: Ballot[]): number {
	if (areMembers(ballots.flatMap(elementsOf))) return -1;
	return ballots.findIndex((ballot) => !elementsOf(ballot).every(isMember));
}

/** A case of a proof: that the sum of the choices in these places holds a value. */
export interface Held {
	places: number[];
	value: number;
}

/** Proofs of which one is true, and what their challenge was taken over besides the commitments. */
export interface Claim {
	question: number;
	name: string;
	cases: Held[];
	proofs: Proof[];
	prefix: string;
}

/** Everything that a ballot claims of its ciphertexts, in the order in which it stands there. */
export function* claimsOf(ballot: Ballot, election: Election): Generator<Claim> {
	const start = `${ballot.election}|${ballot.credential}`;
	for (const [question, asked] of election.questions.entries()) {
		const { choices, individual, overall, blank } = ballot.answers[question]!;
		const where = `of question ${question + 1}`;
		for (const [place, choice] of choices.entries()) {
			const cases = [0, 1].map((value) => ({ places: [place], value }));
			yield { question, name: `an individual proof ${where}`, cases, proofs: individual[place]!, prefix: `prove|${start}|${numbers([choice])}` };
		}
		const context = `${start}|${numbers(choices)}`;
		const all = [...choices.keys()].slice(Number(asked.blank));
		const cases = asked.blank ? [{ places: [0], value: 1 }] : [];
		for (let value = asked.least; value <= asked.most; value++) cases.push({ places: all, value });
		const prefix = overallPrefix(asked, context, () => totalOf(all.map((place) => choices[place]!)));
		yield { question, name: `the overall proof ${where}`, cases, proofs: overall, prefix };
		if (!blank) continue;
		const either = [{ places: [0], value: 0 }, { places: all, value: 0 }];
		yield { question, name: `the blank proof ${where}`, cases: either, proofs: blank, prefix: `bproof0|${context}` };
	}
}

export async function checkProofs(ballot: Ballot, election: Election): Promise<void> {
	for (const { question, name, cases, proofs, prefix } of claimsOf(ballot, election)) {
		const { choices } = ballot.answers[question]!;
		const held = cases.map(({ places, value }) => holds(places.length === 1 ? choices[places[0]!]! : totalOf(places.map((n) => choices[n]!)), value));
		if (!(await isOneOf(election.publicKey, held, proofs, prefix))) throw new Refused(`${name} is wrong`);
	}
}

/** Everything there is to check in one ballot. */
export async function checkBallot(text: string, election: Election, credentials: ReadonlyMap<bigint, number>): Promise<Ballot> {
	const ballot = await checkAtOnce(text, election, credentials);
	if (outsideTheGroup([ballot]) !== -1) throw new Refused('a ciphertext lies outside the group');
	await checkProofs(ballot, election);
	return ballot;
}
