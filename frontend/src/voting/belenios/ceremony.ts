/**
 * An officer's part in the ceremony. The seed and three public pins (the list's hash, the threshold, the place) are all
 * that is needed after a reload; the coefficients follow from them, so a round that is made again says the same.
 */
import { aList, aShare, members, read, Refused, written } from './canonical';
import { keysOf, readSigned, receive, send, sign, signedJson, type Keys, type Signed } from './channel';
import { fromBytes, gTo, mod, Q } from './group';
import { digest, hexadecimal } from './hashes';
import { checkedCoefexps, distinct, expectedKey, keyJson, makeKey, readCertificate, type Certificate } from './trustees';

/** The officers in their order, how many must decrypt, and the hash that they compare. */
export interface Assembly {
	certificates: Certificate[];
	threshold: number;
	pin: string;
}

export interface Vinput {
	polynomial: string;
	secrets: string[];
	coefexps: unknown[];
}

export async function assemble(certificates: unknown[], threshold: number): Promise<Assembly> {
	if (threshold < 2 || threshold > certificates.length) throw new Refused(`the threshold ${threshold} of ${certificates.length} is not between 2 and all`);
	const found: Certificate[] = [];
	for (const [n, one] of certificates.entries()) found.push(await readCertificate(one, `the certificate of trustee ${n + 1}`));
	distinct(found);
	return { certificates: found, threshold, pin: await pinOf(found) };
}

/** The same as `sha256sum certs.jsons`: one certificate a line. */
export const pinOf = (certificates: Certificate[]) => hexadecimal(certificates.map(({ signed }) => `${written(signedJson(signed))}\n`).join(''));

/** My place, from 1. */
export function placeOf(assembly: Assembly, keys: Keys): number {
	const at = assembly.certificates.findIndex((one) => one.verification === keys.verification && one.encryption === keys.encryption);
	if (at === -1) throw new Refused('my certificate is not in the list');
	return at + 1;
}

export async function roundOne(seed: string) {
	const keys = await keysOf(seed);
	const message = written({ verification: String(keys.verification), encryption: String(keys.encryption) });
	return signedJson(await sign(keys.signing, message));
}

/** The hash of my coefficients, given before anybody's are seen. */
export const commitment = async (seed: string, assembly: Assembly) => hexadecimal(coefexpsMessage(await coefficientsOf(seed, assembly)));

export async function roundTwo(seed: string, assembly: Assembly, pin: string) {
	const keys = await keysOf(seed);
	sameList(assembly, pin);
	placeOf(assembly, keys);
	const coefficients = await coefficientsOf(seed, assembly);
	const polynomial = await send(keys.signing, keys.encryption, written({ polynomial: coefficients.map(String) }));
	const secrets: string[] = [];
	for (const [n, one] of assembly.certificates.entries())
		secrets.push(await send(keys.signing, one.encryption, written({ secret: String(valueAt(coefficients, n + 1)) })));
	return { polynomial, secrets, coefexps: signedJson(await sign(keys.signing, coefexpsMessage(coefficients))) };
}

/** My part of the key, encrypted to myself, and its public half. A wrong share names its sender. */
export async function roundThree(seed: string, assembly: Assembly, vinput: unknown, pin: string, commitments?: string[]) {
	const keys = await keysOf(seed);
	sameList(assembly, pin);
	const place = placeOf(assembly, keys);
	const size = assembly.certificates.length;
	const found = members(vinput, 'the input of round three', ['polynomial', 'secrets', 'coefexps']);
	const signed = aList(found.coefexps, 'the coefficients', size).map((one, n) => readSigned(one, `the coefficients of trustee ${n + 1}`));
	const coefexps = await checkCoefexps(assembly, signed, commitments);
	await checkMine(assembly, keys, found.polynomial, signed[place - 1]!);
	let total = 0n;
	for (const [n, text] of aList(found.secrets, 'the shares', size).entries()) {
		const what = `the share from trustee ${n + 1}`;
		const share = shareOf(await receive(text, keys, assembly.certificates[n]!.verification, what), 'secret');
		if (gTo(share) !== expectedKey([coefexps[n]!], place)) throw new Refused(`${what} does not follow from the coefficients of trustee ${n + 1}`);
		total = (total + share) % Q;
	}
	return {
		private_key: await send(keys.signing, keys.encryption, written({ decryption_key: String(total) })),
		public_key: keyJson(await makeKey(total))
	};
}

/** My part of the key, out of the message that I sent to myself. */
export async function openShare(seed: string, assembly: Assembly, privateKey: unknown): Promise<bigint> {
	const keys = await keysOf(seed);
	placeOf(assembly, keys);
	return shareOf(await receive(privateKey, keys, keys.verification, 'the kept key'), 'decryption_key');
}

async function checkCoefexps(assembly: Assembly, signed: Signed[], commitments?: string[]): Promise<bigint[][]> {
	const found: bigint[][] = [];
	for (const [n, one] of signed.entries()) {
		found.push(await checkedCoefexps(one, assembly.certificates[n]!.verification, assembly.threshold, `trustee ${n + 1}`));
		if (commitments && (await hexadecimal(one.message)) !== commitments[n])
			throw new Refused(`the coefficients of trustee ${n + 1} are not those that were committed to`);
	}
	return found;
}

async function checkMine(assembly: Assembly, keys: Keys, polynomial: unknown, signed: Signed): Promise<void> {
	const what = 'my polynomial';
	const text = await receive(polynomial, keys, keys.verification, what);
	const raw = aList(members(read(text, what), what, ['polynomial']).polynomial, what, assembly.threshold);
	if (signed.message !== coefexpsMessage(raw.map((one) => mod(aShare(one, 'a coefficient'))))) throw new Refused('my own coefficients were changed');
}

function sameList(assembly: Assembly, pin: string): void {
	if (assembly.pin !== pin) throw new Refused('the list of certificates is not the one that was compared');
}

/** Bound to the list and the threshold: one seed never shows two lists the same polynomial. */
async function coefficientsOf(seed: string, assembly: Assembly): Promise<bigint[]> {
	const found: bigint[] = [];
	for (let k = 0; k < assembly.threshold; k++)
		found.push(fromBytes(await digest(`poly|${seed}|${assembly.pin}|${assembly.threshold}|${k}`, 'SHA-512')) % Q);
	return found;
}

const coefexpsMessage = (coefficients: bigint[]) => written({ coefexps: coefficients.map((one) => String(gTo(one))) });
const valueAt = (coefficients: bigint[], at: number) => coefficients.reduceRight((value, one) => (value * BigInt(at) + one) % Q, 0n);
const shareOf = (text: string, name: string) => mod(aShare(members(read(text, 'a share'), 'a share', [name])[name], 'a share'));
