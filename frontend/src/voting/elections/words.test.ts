import { afterEach, expect, test } from 'vitest';
import type { Elected } from '$platform/api/types';
import { language } from '$platform/texts';
import { seatInWords } from './words';

afterEach(() => language.choose('sv'));

test('how long somebody is elected for is said in the language that is read', () => {
	const elected = { term_years: 1, until_sv: 'årsmötet 2018', until_year: 2018, deputy: false, deputy_no: null, by_lot: true, convener: false } as Elected;

	expect(seatInWords(elected)).toBe('ett år, till årsmötet 2018 · efter lottning');
	language.choose('en');
	expect(seatInWords(elected)).toBe('one year, until the 2018 annual meeting · by lot');
	expect(seatInWords({ ...elected, until_year: null })).toContain('until årsmötet 2018');
});
