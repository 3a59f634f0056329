import { describe, expect, it } from 'vitest';
import type { ProposedEffect } from '$platform/api/types';
import { effectWords, inWords, missing, notOfOneMind, unfilled } from './effects';

const approved = {
	kind: 'items_approved', text_sv: '', body: {},
	blanks: [{ name: 'items', type: 'many', value: null, options: [{ value: '7', label: '', detail: '', chosen: true }, { value: '12', label: '', detail: '', chosen: false }] }]
} as unknown as ProposedEffect;

describe('the words of a decision', () => {
	it('have the blanks filled in, small numbers as words', () => {
		expect(inWords('föreningens namn är {name}.', { name: 'Föreningen IEC' })).toBe('föreningens namn är Föreningen IEC.');
		expect(inWords('ordförande och {others} ledamöter', { others: 6 })).toBe('ordförande och sex ledamöter');
		expect(inWords('ordförande och {others} ledamöter', { others: 14 })).toBe('ordförande och 14 ledamöter');
		expect(inWords('{n} organisationer', { members: ['a', 'b'] })).toBe('2 organisationer');
	});

	it('show that something is left to fill in', () => {
		expect(inWords('namnet är {name}.', { name: '' })).toBe('namnet är ….');
		expect(inWords('{n} organisationer', { members: null })).toBe('… organisationer');
	});
});

describe('what is to be filled in', () => {
	it('begins as the server proposes it, numbers of items as numbers', () => {
		expect(approved.blanks.map(unfilled)).toEqual([[7]]);
	});

	it('lacks what is empty, and nothing else', () => {
		expect(missing(approved, { items: [] }).map((one) => one.name)).toEqual(['items']);
		expect(missing(approved, { items: [7] })).toEqual([]);
	});
});

describe('what came about', () => {
	it('is told in words, and a kind that is not known in none', () => {
		expect(effectWords('items_approved', { items: [7, 8] })).toContain('§\u00a07');
		expect(effectWords('named', { name: 'Föreningen IEC' })).toContain('Föreningen IEC');
		expect(effectWords('something_new', {})).toBe('');
	});
});

it('the proposed words are not unanimous after a count', () => {
	expect(notOfOneMind('Mötet beslutade enhälligt att bilda en ideell förening.')).toBe('Mötet beslutade att bilda en ideell förening.');
	expect(notOfOneMind('Mötet beslutade att uttala att det var enhälligt.')).toBe('Mötet beslutade att uttala att det var enhälligt.');
});

describe('what a decision brought about', () => {
	it('tells a convener from those who hold the post', () => {
		const people = [{ name: 'Rut Alm' }];

		expect(effectWords('elected', { post: 'nominating_committee', people })).toBe('Rut Alm har uppdraget.');
		expect(effectWords('elected', { post: 'nominating_convener', people })).toBe('Rut Alm är sammankallande.');
	});

	it('names the items that are approved at once as the minutes do', () => {
		expect(effectWords('items_approved', { items: [7, 8, 9, 14] })).toBe('§§\u00a07–9 och 14 är omedelbart justerade.');
		expect(effectWords('items_approved', { items: [7] })).toBe('§\u00a07 är omedelbart justerad.');
	});
});
