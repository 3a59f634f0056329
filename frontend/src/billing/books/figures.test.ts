import { expect, test } from 'vitest';
import { figures } from './figures';

test('a ledger shows öre always, and a credit has its minus', () => {
	expect([0, 5, 400_000, -12_345].map((ore) => figures(ore).replace(/\s/g, ' '))).toEqual(['0,00', '0,05', '4 000,00', '−123,45']);
});
