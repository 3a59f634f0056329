import { describe, expect, it } from 'vitest';
import { drawn, indexAt } from './line';

const one = (at: string, total: number, kind: 'came' | 'approved' = 'came') => ({
	at, total, persons: total, happened: [{ kind, member: '', name: '', venue: null, is_substitute: false }]
});
const moments = [one('2016-10-11T10:00:00Z', 1), one('2016-10-11T10:30:00Z', 2), one('2016-10-11T11:00:00Z', 2, 'approved')];
const END = Date.parse('2016-10-11T12:00:00Z');

describe('the line', () => {
	it('steps up where somebody came and runs to the end', () => {
		const line = drawn(moments, END, 256, 146);
		expect(line.marks.map(({ x, y, approved }) => [x, y, approved])).toEqual([[40, 68, false], [90, 18, false], [140, 18, true]]);
		expect(line.path).toBe('M40 118H40.0V68.0H90.0V18.0H140.0V18.0H240.0');
	});

	it('finds the moment of a place again', () => {
		const line = drawn(moments, END, 256, 146);
		expect(new Date(line.moment(line.place(Date.parse('2016-10-11T11:30:00Z')))).toISOString()).toBe('2016-10-11T11:30:00.000Z');
		expect(line.moment(-50)).toBe(line.from);
	});

	it('draws something of nothing, and of one moment', () => {
		expect(drawn([], END, 256, 146).marks).toEqual([]);
		expect(drawn([one('2016-10-11T12:00:00Z', 0)], END, 256, 146).path).not.toContain('NaN');
	});

	it('knows which moment holds', () => {
		expect(indexAt(moments, Date.parse('2016-10-11T09:59:59Z'))).toBe(-1);
		expect(indexAt(moments, Date.parse('2016-10-11T10:30:00Z'))).toBe(1);
		expect(indexAt(moments, END)).toBe(2);
	});
});
