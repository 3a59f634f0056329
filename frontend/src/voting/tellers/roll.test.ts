import { expect, test } from 'vitest';
import type { Called } from '$platform/api/types';
import { poll } from '../live/fixtures';
import { answersOf, Roll } from './roll.svelte';

const name = (no: number, has_voted = false): Called => ({ no, member_id: `m${no}`, registration: null, number: `00${no}`, member: `Bolag ${no}`, delegate: `Ombud ${no}`, venue: 'Kalmar', has_voted, channel: null });
const called = (...names: Called[]) => {
	const roll = new Roll();
	roll.know(names);
	return roll;
};

test('names are called in the order of the register, without those who have answered', () => {
	const roll = called(name(1, true), name(2), name(3));

	expect([roll.now?.no, roll.then?.no, roll.done]).toEqual([2, 3, 1]);
	roll.answered(name(2), 'yes', 'K7-4M2Q');
	expect([roll.now?.no, roll.then, roll.done]).toEqual([3, null, 2]);
});

test('who does not answer is called again when all the others have been', () => {
	const roll = called(name(1), name(2), name(3));
	roll.pass(name(1));
	roll.answered(name(2), 'yes', 'A');
	roll.answered(name(3), 'no', 'B');

	expect(roll.now?.no).toBe(1);
});

test('the last answer is given anew, replacing its receipt, and then the roll goes on where it was', () => {
	const roll = called(name(1), name(2));
	roll.answered(name(1), 'yes', 'K7-4M2Q');
	roll.undo();

	expect([roll.now?.no, roll.replaces, roll.then?.no]).toEqual([1, 'K7-4M2Q', 2]);
	roll.answered(name(1), 'no', 'AA-BBBB');
	expect([roll.now?.no, roll.replaces, roll.last?.choice]).toEqual([2, null, 'no']);
});

test('a name that was passed over by mistake is called at once', () => {
	const roll = called(name(1), name(2));
	roll.pass(name(1));
	roll.undo();

	expect([roll.now?.no, roll.passed]).toEqual([1, []]);
});

test('an answer that stands is left alone when the one who put it right changes their mind', () => {
	const roll = called(name(1), name(2));
	roll.answered(name(1), 'yes', 'K7-4M2Q');
	roll.undo();
	roll.pass(name(1));

	expect([roll.now?.no, roll.last?.receipt]).toEqual([2, 'K7-4M2Q']);
});

test('each answer has its key, and so have few names', () => {
	expect(answersOf(poll()).map((one) => one.key)).toEqual(['j', 'n', 'a']);
	const people = [{ id: 'c1', name: 'Lisa Brandt', detail: '' }, { id: 'c2', name: 'Per Ek', detail: '' }];
	expect(answersOf(poll({ kind: 'candidates', method: 'plurality', candidates: people, max_marks: 1 }))).toEqual([
		{ choice: 'c1', key: '1' }, { choice: 'c2', key: '2' }, { choice: 'blank', key: '0' }
	]);
	expect(answersOf(poll({ kind: 'candidates', method: 'plurality', candidates: people, max_marks: 2 }))).toEqual([]);
});
