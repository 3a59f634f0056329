import { expect, test } from 'vitest';
import { assemble, commitment, openShare, roundOne, roundThree, roundTwo } from './ceremony';
import { keysOf, newSeed, receive, send } from './channel';
import { G, mod, power, product } from './group';
import { readPedersen } from './trustees';

const inputs = (polynomials: Awaited<ReturnType<typeof roundTwo>>[], place: number) => ({
	polynomial: polynomials[place]!.polynomial,
	secrets: polynomials.map((one) => one.secrets[place]!),
	coefexps: polynomials.map((one) => one.coefexps)
});

async function held() {
	const seeds = [newSeed(), newSeed(), newSeed()];
	const certificates = await Promise.all(seeds.map(roundOne));
	const assembly = await assemble(certificates, 2);
	const polynomials = await Promise.all(seeds.map((seed) => roundTwo(seed, assembly, assembly.pin)));
	return { seeds, certificates, assembly, polynomials };
}

test('three officers make a key that any two of them know', async () => {
	const { seeds, certificates, assembly, polynomials } = await held();
	const outputs = await Promise.all(seeds.map((seed, n) => roundThree(seed, assembly, inputs(polynomials, n), assembly.pin)));

	const item = await readPedersen(
		{ threshold: 2, certs: certificates, coefexps: polynomials.map((one) => one.coefexps), verification_keys: outputs.map((one) => one.public_key) },
		'it'
	);
	const shares = await Promise.all(seeds.map((seed, n) => openShare(seed, assembly, outputs[n]!.private_key)));

	expect(power(G, mod(2n * shares[0]! - shares[1]!))).toBe(item.subKey);
	expect(power(G, mod(3n * shares[1]! - 2n * shares[2]!))).toBe(item.subKey);
	expect(product(shares.map((share) => power(G, share)))).not.toBe(item.subKey);
});

test('a round that is made again says the same, and another list another thing', async () => {
	const { seeds, assembly, polynomials, certificates } = await held();
	const again = await roundTwo(seeds[0]!, assembly, assembly.pin);
	const elsewhere = await assemble([certificates[0], await roundOne(newSeed())], 2);

	expect(again.coefexps.message).toBe(polynomials[0]!.coefexps.message);
	expect(await commitment(seeds[0]!, elsewhere)).not.toBe(await commitment(seeds[0]!, assembly));
	await expect(roundTwo(seeds[0]!, elsewhere, assembly.pin)).rejects.toThrow('the list of certificates is not the one that was compared');
});

test('a wrong share names its owner', async () => {
	const { seeds, assembly, polynomials } = await held();
	const { signing } = await keysOf(seeds[1]!);
	const vinput = inputs(polynomials, 0);
	vinput.secrets[1] = await send(signing, assembly.certificates[0]!.encryption, '{"secret":"12345"}');

	await expect(roundThree(seeds[0]!, assembly, vinput, assembly.pin)).rejects.toThrow(
		'the share from trustee 2 does not follow from the coefficients of trustee 2'
	);
});

test.each([0, 1, 15, 16, 17, 500])('a message of %d characters reaches its receiver alone', async (length) => {
	const [from, to, other] = await Promise.all([keysOf(newSeed()), keysOf(newSeed()), keysOf(newSeed())]);
	const message = 'å'.repeat(length);
	const text = await send(from.signing, to.encryption, message);

	expect(await receive(text, to, from.verification, 'it')).toBe(message);
	await expect(receive(text, other, from.verification, 'it')).rejects.toThrow('it: a message cannot be decrypted with this key');
	await expect(receive(text, to, other.verification, 'it')).rejects.toThrow('it was not signed by its sender');
});

test('the threshold is between two and all', async () => {
	const certificates = [await roundOne(newSeed()), await roundOne(newSeed())];

	await expect(assemble(certificates, 1)).rejects.toThrow('the threshold 1 of 2 is not between 2 and all');
	await expect(assemble([certificates[0], certificates[0]], 2)).rejects.toThrow('two certificates share a key');
});
