/** The trustees' record: whose keys an election rests on, and how many of them decrypt. All of it is checked. */
import { aCount, aList, anElement, aText, members, read, readCanonical, Refused } from './canonical';
import { isSignedBy, readSigned, signedJson, type Signed } from './channel';
import { gTo, isMember, P, power, product } from './group';
import { knows, pok, proofJson, proveKnowledge, readProof, type Proof } from './proofs';

export interface TrusteeKey {
	publicKey: bigint;
	pok: Proof;
}

export interface Certificate {
	signed: Signed;
	verification: bigint;
	encryption: bigint;
}

/** One trustee who must decrypt (`threshold` 1, one key), or a group of whom `threshold` must. */
export interface Item {
	kind: 'Single' | 'Pedersen';
	threshold: number;
	keys: TrusteeKey[];
	certificates: Certificate[];
	subKey: bigint;
}

const LEAST_THRESHOLD = 2;
const MOST_TRUSTEES = 100;

export const keyJson = (key: TrusteeKey) => ({ pok: proofJson(key.pok), public_key: String(key.publicKey) });

export async function makeKey(secret: bigint): Promise<TrusteeKey> {
	const publicKey = gTo(secret);
	return { publicKey, pok: await proveKnowledge(secret, pok(publicKey)) };
}

export async function readKey(value: unknown, what: string): Promise<TrusteeKey> {
	const found = members(value, what, ['pok', 'public_key']);
	const key = { publicKey: anElement(found.public_key, what), pok: readProof(found.pok, what) };
	if (!isMember(key.publicKey)) throw new Refused(`${what} lies outside the group`);
	if (!(await knows(key.publicKey, key.pok, pok(key.publicKey)))) throw new Refused(`the proof of ${what} is wrong`);
	return key;
}

export async function readCertificate(value: unknown, what: string): Promise<Certificate> {
	const signed = readSigned(value, what);
	const found = members(read(signed.message, what), what, ['verification', 'encryption']);
	const verification = anElement(found.verification, what);
	const encryption = anElement(found.encryption, what);
	if (!isMember(verification) || !isMember(encryption)) throw new Refused(`a key of ${what} lies outside the group`);
	if (!(await isSignedBy(verification, signed))) throw new Refused(`the signature of ${what} is wrong`);
	return { signed, verification, encryption };
}

export const readCoefexps = (signed: Signed) =>
	aList(members(read(signed.message, 'coefexps'), 'coefexps', ['coefexps']).coefexps, 'coefexps').map((item) => anElement(item, 'a coefficient'));

/** Signed by their owner, as many as the threshold, in the group. */
export async function checkedCoefexps(signed: Signed, verification: bigint, threshold: number, what: string): Promise<bigint[]> {
	if (!(await isSignedBy(verification, signed))) throw new Refused(`the signature on the coefficients of ${what} is wrong`);
	const found = readCoefexps(signed);
	if (found.length !== threshold) throw new Refused(`${what} has ${found.length} coefficients and the threshold is ${threshold}`);
	if (!found.every(isMember)) throw new Refused(`a coefficient of ${what} lies outside the group`);
	return found;
}

/** The public key that whoever stands in `place`, from 1, must have. */
export const expectedKey = (coefexps: bigint[][], place: number) =>
	product(coefexps.map((one) => one.reduceRight((value, coefficient) => (power(value, BigInt(place)) * coefficient) % P, 1n)));

export function distinct(certificates: Certificate[]): void {
	const keys = certificates.flatMap(({ verification, encryption }) => [verification, encryption]);
	if (new Set(keys).size < keys.length) throw new Refused('two certificates share a key');
}

export const parametersJson = (threshold: number, certificates: Certificate[], coefexps: Signed[], keys: TrusteeKey[]) => ({
	threshold,
	certs: certificates.map(({ signed }) => signedJson(signed)),
	coefexps: coefexps.map(signedJson),
	verification_keys: keys.map(keyJson)
});

export async function readPedersen(value: unknown, what: string): Promise<Item> {
	const found = members(value, what, ['threshold', 'certs', 'coefexps', 'verification_keys']);
	const certificates: Certificate[] = [];
	for (const [n, item] of aList(found.certs, `the certificates of ${what}`).entries())
		certificates.push(await readCertificate(item, `certificate ${n + 1} of ${what}`));
	const threshold = aCount(found.threshold, `the threshold of ${what}`, 1);
	const size = certificates.length;
	if (threshold < LEAST_THRESHOLD || threshold > size || size > MOST_TRUSTEES)
		throw new Refused(`${what} has the threshold ${threshold} of ${size}; it must be from 2 up to all`);
	distinct(certificates);
	const signed = aList(found.coefexps, 'coefexps', size).map((item) => readSigned(item, `coefexps of ${what}`));
	const coefexps: bigint[][] = [];
	for (const [n, one] of signed.entries())
		coefexps.push(await checkedCoefexps(one, certificates[n]!.verification, threshold, `trustee ${n + 1} of ${what}`));
	const keys: TrusteeKey[] = [];
	for (const [n, item] of aList(found.verification_keys, 'verification_keys', size).entries()) keys.push(await readKey(item, `key ${n + 1} of ${what}`));
	for (const [n, key] of keys.entries())
		if (key.publicKey !== expectedKey(coefexps, n + 1)) throw new Refused(`key ${n + 1} of ${what} does not follow from the coefficients`);
	return { kind: 'Pedersen', threshold, keys, certificates, subKey: product(coefexps.map((one) => one[0]!)) };
}

export async function readTrustees(text: string): Promise<Item[]> {
	const items: Item[] = [];
	for (const [n, value] of aList(readCanonical(text, 'the trustees'), 'the trustees').entries()) {
		const what = `trustees item ${n + 1}`;
		const [kind, content] = aList(value, what, 2);
		if (kind === 'Single') {
			const key = await readKey(content, `the key of ${what}`);
			items.push({ kind, threshold: 1, keys: [key], certificates: [], subKey: key.publicKey });
		} else if (kind === 'Pedersen') items.push(await readPedersen(content, what));
		else throw new Refused(`${aText(kind, what) && what} is of an unknown kind`);
	}
	if (!items.length) throw new Refused('the election has no trustee');
	const keys = ownersOf(items).map((key) => key.publicKey);
	if (new Set(keys).size < keys.length) throw new Refused('two trustees have the same key');
	return items;
}

/** Everybody's key; owner 1 stands first. */
export const ownersOf = (items: Item[]) => items.flatMap((item) => item.keys);
