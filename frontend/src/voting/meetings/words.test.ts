import { expect, test } from 'vitest';
import { sections } from './words';

test('items in a row are a span', () => {
	expect(sections([7, 8, 9, 14, 15, 18, 19])).toBe('§§\u00a07–9, 14–15 och 18–19');
	expect(sections([19, 7])).toBe('§§\u00a07 och 19');
	expect(sections([7])).toBe('§\u00a07');
});
