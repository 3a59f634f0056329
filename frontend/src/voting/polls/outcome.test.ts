import { expect, test } from 'vitest';
import { m } from '$platform/texts';
import { outcomeTag } from './outcome';
import { sumAbout } from './words';

test('a rejection, a tie and an election of nobody do not look like something carried', () => {
	expect((['carried', 'a', 'elected'] as const).map((outcome) => outcomeTag({ outcome }))).toEqual(['done', 'done', 'done']);
	expect((['rejected', 'tied', 'none'] as const).map((outcome) => outcomeTag({ outcome }))).toEqual(['plain', 'plain', 'plain']);
});

test('what adds up to the register is called by what is on the ballot', () => {
	const says = (kind: Parameters<typeof sumAbout>[0]['kind']) => m.voting_polls_sum_says({ about: sumAbout({ kind }), cast: 102, left: 3, register: 105 });

	expect(says('yes_no')).toMatch(/^För, mot, avstår och ej röstat/);
	expect(says('a_against_b')).toMatch(/^Rösterna på vart och ett av de två förslagen, avstår och ej röstat/);
	expect(says('candidates')).toMatch(/^Giltiga, blanka, ogiltiga och ej röstat/);
	expect(says('ranked')).toMatch(/^Giltiga, blanka, ogiltiga och ej röstat/);
});
