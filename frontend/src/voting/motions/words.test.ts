import { expect, test } from 'vitest';
import type { OrderBranch, OrderStep, ShownOrder } from '$platform/api/types';
import { matchesOf, personIn } from './ladder';
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

test('a drawing that has little room names who moved what, and the main proposal by itself', () => {
	const choice = { text_sv: '', votes: null, wins: false };
	const step = { no: 2, kind: 'main', slot: 'par1.2', way: 'pair', between: ['A2', 'H'], choices: [{ ...choice, value: 'a', mark: 'A2' }, { ...choice, value: 'b', mark: 'H' }] } as unknown as OrderStep;
	const branch = { slot: 'par1.2', kind: 'clause', steps: [2], proposals: [{ mark: 'A2', mover: 'Per-Olof Ek (Smålands Kod AB)' }, { mark: 'H', mover: 'Arbetsgruppen' }] } as unknown as OrderBranch;
	const [match] = matchesOf({ steps: [step] } as unknown as ShownOrder, branch);

	expect([match?.top.detail, match?.top.short]).toEqual(['Per-Olof Ek (Smålands Kod AB)', 'Per-Olof Ek']);
	expect([match?.low.detail, match?.low.short]).toEqual(['Arbetsgruppen', '']);
});
