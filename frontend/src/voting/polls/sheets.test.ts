import { expect, test } from 'vitest';
import { poll } from '../live/fixtures';
import { outageOf } from './outage';
import { linesOf, slipsIn } from './sheets';

const people = { kind: 'candidates' as const, method: 'plurality' as const, candidates: [{ id: 'c1', name: 'Lisa Brandt', detail: '' }, { id: 'c2', name: 'Per Ek', detail: '' }] };

test('a sheet of hands has a line for each choice, and of slips one more for invalid ones', () => {
	expect(linesOf(poll()).map((line) => line.key)).toEqual(['yes', 'no', 'abstain']);
	expect(linesOf(poll({ secrecy: 'paper' })).map((line) => line.key)).toEqual(['yes', 'no', 'abstain', 'invalid']);
});

test('a slip with three marks is one slip', () => {
	expect(linesOf(poll(people)).map((line) => line.key)).toEqual(['valid', 'blank', 'invalid', 'c1', 'c2']);
	expect(slipsIn(poll(people), { valid: 3, blank: 1, c1: 3, c2: 2 })).toBe(4);
});

test('each of several names is answered by itself', () => {
	expect(linesOf(poll({ ...people, method: 'yes_no' })).map((line) => line.key).slice(3)).toEqual(['c1:yes', 'c1:no', 'c2:yes', 'c2:no']);
});

test('slips with names in order have a line for each ordering that a teller tells of, the most usual first', () => {
	const ranked = poll({ ...people, kind: 'ranked', method: 'stv_scottish' });

	expect(linesOf(ranked).map((line) => line.key)).toEqual(['blank', 'invalid']);
	expect(linesOf(ranked, { 'c2>c1': 2, c1: 3, blank: 1 }, { 'c2>c1': 3 }).map((line) => [line.key, line.label])).toEqual([['c2>c1', 'Per Ek > Lisa Brandt'], ['c1', 'Lisa Brandt'], ['blank', 'Blanka'], ['invalid', 'Ogiltiga']]);
	expect(slipsIn(ranked, { 'c2>c1': 2, c1: 3, blank: 1 })).toBe(6);
});

test('two places that were away together held the vote up once', () => {
	const pause = (from: string, to: string | null) => ({ from, to, seconds: null, venue: null, name: '', how: 'silence', reason: '' });

	expect(outageOf([pause('2016-10-11T12:03:10Z', '2016-10-11T12:04:45Z'), pause('2016-10-11T12:03:40Z', '2016-10-11T12:04:45Z')])).toBe(95);
	expect(outageOf([pause('2016-10-11T12:03:10Z', null)])).toBe(0);
});
