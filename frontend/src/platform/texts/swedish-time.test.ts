import { expect, test } from 'vitest';
import { fromWall, toWall } from './swedish-time';

test('summer time is two hours before, winter time one', () => {
	expect(fromWall('2016-10-11', '12:45')).toBe('2016-10-11T10:45:00.000Z');
	expect(fromWall('2016-12-11', '12:45')).toBe('2016-12-11T11:45:00.000Z');
});

test('there and back again, also on the night the clocks change', () => {
	for (const [date, time] of [['2016-10-30', '01:30'], ['2016-10-30', '04:30'], ['2016-03-27', '03:30'], ['2016-10-07', '23:59']] as const) {
		expect(toWall(fromWall(date, time))).toEqual({ date, time });
	}
});

test('half a moment is no moment', () => {
	expect(fromWall('2016-10-11', '')).toBeNull();
	expect(toWall(null)).toEqual({ date: '', time: '' });
});
