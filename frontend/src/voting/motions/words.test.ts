import { expect, test } from 'vitest';
import { personIn } from './ladder';
import { stepTag } from './words';

test('what was rejected or not put is marked by another shape than what was carried', () => {
	const step = { state: 'done', way: 'yes_no', outcome: 'carried' } as const;

	expect(stepTag(step)).toBe('done');
	expect(stepTag({ ...step, outcome: 'rejected' })).toBe('plain');
	expect(stepTag({ ...step, state: 'skipped', outcome: '' })).toBe('plain');
	expect(stepTag({ ...step, way: 'pair', outcome: 'b' })).toBe('done');
});

test('a mover is named without the organisation where there is no room for it', () => {
	expect(personIn('Per-Olof Ek (Smålands Kod AB)')).toBe('Per-Olof Ek');
	expect(personIn('Arbetsgruppen')).toBe('Arbetsgruppen');
	expect(personIn('4 000 kr')).toBe('4 000 kr');
});
