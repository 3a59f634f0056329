import { describe, expect, it } from 'vitest';
import type { Poll } from '$platform/api/types';
import { digestCommand, drawsOf, grouped, restCommand, sortedForLot, tiedIn, written } from './lot';

const W08 = {
	seed: 'IEC/2016-10-11/item15/dice:4-2-6-1',
	ids: ['Elin Hjort', 'Johan Nyqvist'],
	digest: '3f57821896e26c786407989ef86278bd9a3698dd9044c69d6bfd9f3a08a84944',
	index: 0,
	winners: ['Elin Hjort']
};

describe('a lot that anybody can compute again', () => {
	it('has the digest that its text gives, and the remainder that names the winner', async () => {
		const draw = drawsOf(W08)[0]!;
		const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(written(W08.seed, draw)));
		const hex = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
		expect(hex).toBe(W08.digest);
		expect(Number(BigInt(`0x${hex}`) % 2n)).toBe(draw.index);
		expect(draw.winner).toBe('Elin Hjort');
	});

	it('is told as commands, whatever stands in a name', () => {
		const draw = { ...drawsOf(W08)[0]!, ids: ["Pat O'Hara", 'Åsa Ek'] };
		expect(digestCommand('1-2', draw)).toBe("printf %s '1-2|Pat O'\\''Hara,Åsa Ek' | sha256sum");
		expect(restCommand(draw)).toContain('% 2');
		expect(grouped('0123456789abcdef')).toBe('01234567 89abcdef');
	});

	it('tells every draw when several seats were drawn, and none for slips of paper', () => {
		const two = { ...W08, draws: [{ ids: ['A', 'B', 'C'], digest: 'aa', index: 2, winner: 'C' }, { ids: ['A', 'B'], digest: 'bb', index: 0, winner: 'A' }] };
		expect(drawsOf(two).map((draw) => draw.winner)).toEqual(['C', 'A']);
		expect(drawsOf({ how: 'Lappar i en skål.', winners: ['A'] })).toEqual([]);
	});

	it('sorts by code point, as the computation does, and not by the Swedish alphabet', () => {
		const names = ['Öberg', 'Ek', 'Ängman', 'Åberg', 'ek'].map((name) => ({ id: name, name }));
		expect(sortedForLot(names).map((one) => one.name)).toEqual(['Ek', 'ek', 'Ängman', 'Åberg', 'Öberg']);
	});

	it('calls the sides of a matter yes and no, as a recount does', () => {
		const options = [{ value: 'yes', label: 'Ja', hint: '' }, { value: 'no', label: 'Nej', hint: '' }];
		const poll = { kind: 'yes_no', options, tie: { between: ['yes', 'no'], seats: 1 } } as unknown as Poll;
		expect(tiedIn(poll).map((one) => [one.name, one.key])).toEqual([['Nej', 'no'], ['Ja', 'yes']]);
	});
});
