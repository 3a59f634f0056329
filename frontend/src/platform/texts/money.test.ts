import { afterEach, describe, expect, test } from 'vitest';
import { coins, currency, currencyWord, inTable, language, money, plain, typed, unit, unmarked } from '.';

const flat = (text: string) => text.replace(/\u00a0/g, ' ');
const read = (text: string) => /^(\d+)(?:[.,](\d{1,2}))?$/.exec(unmarked(text));

afterEach(() => {
	currency.use('SEK');
	language.choose('sv');
});

describe.each([
	['SEK', 'sv', ['0 kr', '4 000 kr', '2 827,40 kr', '−123,45 kr']],
	['SEK', 'en', ['SEK 0', 'SEK 4,000', 'SEK 2,827.40', 'SEK −123.45']],
	['EUR', 'sv', ['0 €', '4 000 €', '2 827,40 €', '−123,45 €']],
	['EUR', 'en', ['€0', '€4,000', '€2,827.40', '−€123.45']],
	['NOK', 'sv', ['0 NOK', '4 000 NOK', '2 827,40 NOK', '−123,45 NOK']],
	['DKK', 'en', ['DKK 0', 'DKK 4,000', 'DKK 2,827.40', 'DKK −123.45']]
] as const)('%s in %s', (code, lang, said) => {
	test('an amount is said as it is there, in the own currency and by name', () => {
		language.choose(lang);
		currency.use(code);

		expect([0, 400_000, 282_740, -12_345].map((one) => flat(money(one)))).toEqual(said);
		currency.use('SEK');
		expect(flat(money(282_740, code))).toBe(said[2]);
		expect(flat(money(282_740, code.toLowerCase()))).toBe(said[2]);
	});
});

test('a currency that we do not know has its code', () => {
	expect(flat(money(4_000_50, 'USD'))).toBe('4 000,50 USD');
});

test('what stands beside a box and in a sentence follows the currency', () => {
	expect([unit(), currencyWord()]).toEqual(['kr', 'kronor']);
	currency.use('EUR');
	expect([unit(), currencyWord()]).toEqual(['€', 'euro']);
	language.choose('en');
	expect([unit(), currencyWord()]).toEqual(['EUR', 'euros']);
});

test('a ledger has no unit, and a form at a bank nothing between thousands', () => {
	expect([5, -12_345, 400_000].map((one) => flat(inTable(one)))).toEqual(['0,05', '−123,45', '4 000,00']);
	expect([plain(400_000), plain(5)]).toEqual(['4000,00', '0,05']);
});

test('an amount is typed with or without the name of a currency', () => {
	const seen = ['12', '12 kr', '12,50 €', '€12.50', '1 200 EUR', '12,5 nok'].map(read);

	expect(seen.map((found) => found && coins(found[1]!, found[2]))).toEqual([1_200, 1_200, 1_250, 1_250, 120_000, 1_250]);
	expect([400_000, 282_740].map(typed)).toEqual(['4000', '2827,40']);
});
