import { expect, test } from 'vitest';
import { poll } from '../live/fixtures';
import { marksOf } from './sealing';

const option = (value: string) => ({ value, label: value, hint: '' });

test('yes, no and abstain are the marks of one of two, with the blank vote first', () => {
	const asked = poll({ options: ['yes', 'no', 'abstain'].map(option) });
	expect(marksOf(asked, 'yes')).toEqual([0, 1, 0]);
	expect(marksOf(asked, 'no')).toEqual([0, 0, 1]);
	expect(marksOf(asked, 'abstain')).toEqual([1, 0, 0]);
});

test('names are marked in the order of the ballot, whatever order they were chosen in', () => {
	const asked = poll({ kind: 'candidates', options: ['c1', 'c2', 'c3', 'blank'].map(option) });
	expect(marksOf(asked, 'c3,c1')).toEqual([0, 1, 0, 1]);
	expect(marksOf(asked, 'blank')).toEqual([1, 0, 0, 0]);
});
