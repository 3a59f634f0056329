import { expect, test } from 'vitest';
import { language } from '$platform/texts';
import { sizeOf } from './size';

test('a size is said in kB and, from a million, in MB with one decimal', () => {
	language.choose('sv');

	expect([1, 999, 12_345, 999_499, 1_000_000, 3_449_999, 1_234_500_000].map((bytes) => sizeOf(bytes).replace(/\s/g, ' '))).toEqual(['1 kB', '1 kB', '12 kB', '999 kB', '1,0 MB', '3,4 MB', '1 234,5 MB']);
});
