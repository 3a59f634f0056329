import { expect, test, vi } from 'vitest';
import { ore, Once, typed } from './words';

test('an amount is read as people write it, and never guessed', () => {
	const read = ['4000', '4 000', '4\u00a0000,50', '4000.5', '4,000.50', '12,000', '100 kr', '0,07'].map(ore);

	expect(read).toEqual([400_000, 400_000, 400_050, 400_050, 400_050, 1_200_000, 10_000, 7]);
	expect(['', '-5', '1,2,3', '1.2345', 'fyra', '4,0,0'].map(ore)).toEqual([null, null, null, null, null, null]);
});

test('an amount in its box is read back as itself', () => {
	expect([1, 7, 100, 400_000, 400_050, 99].map((one) => ore(typed(one)))).toEqual([1, 7, 100, 400_000, 400_050, 99]);
});

test('the same asked again without an answer is one, something else is another', () => {
	let n = 0;
	vi.spyOn(crypto, 'randomUUID').mockImplementation(() => `0-0-0-0-${(n += 1)}`);
	const once = new Once();
	const [first, again, other] = [once.for({ a: 1 }), once.for({ a: 1 }), once.for({ a: 2 })];
	once.answered();

	expect([again === first, other === first, once.for({ a: 2 }) === other]).toEqual([true, false, false]);
});
