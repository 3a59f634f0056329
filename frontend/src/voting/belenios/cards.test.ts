import { expect, test } from 'vitest';
import { keyOfCode, newCode } from './cards';
import { Q } from './group';

const MEETING = '0f8fad5b-d9cb-469f-a165-70867728950e';
const LETTERS = '23456789ACDEFGHJKMNPQRTVWXY';

test('a code is five groups of four, in letters that nobody takes for others, and never twice the same', async () => {
	const codes = await Promise.all(Array.from({ length: 50 }, newCode));

	for (const code of codes) expect(code).toMatch(new RegExp(`^[${LETTERS}]{4}( [${LETTERS}]{4}){4}$`));
	expect(new Set(codes).size).toBe(50);
});

test('the same code gives the same key in one meeting, however it is typed, and another one elsewhere', async () => {
	const code = await newCode();
	const key = await keyOfCode(MEETING, code);

	expect(key).toBeGreaterThan(0n);
	expect(key! < Q).toBe(true);
	expect(await keyOfCode(MEETING, ` ${code.toLowerCase().replaceAll(' ', '-')} `)).toBe(key);
	expect(await keyOfCode(MEETING, code.replaceAll('5', 's').replaceAll('8', 'b').replaceAll('2', 'z'))).toBe(key);
	expect(await keyOfCode(`${MEETING.slice(0, -1)}f`, code)).not.toBe(key);
});

test('a letter that was copied wrong, left out or swapped is found', async () => {
	const code = (await newCode()).replaceAll(' ', '');
	const wrong = new Set<string>();
	for (let at = 0; at < code.length; at++) {
		for (const letter of LETTERS) wrong.add(code.slice(0, at) + letter + code.slice(at + 1));
		wrong.add(code.slice(0, at) + code.slice(at + 1));
		wrong.add(code.slice(0, at) + code.slice(at, at + 2).split('').reverse().join('') + code.slice(at + 2));
	}
	wrong.delete(code);

	const passed = (await Promise.all([...wrong].map((typed) => keyOfCode(MEETING, typed)))).filter((key) => key !== null);

	expect(wrong.size).toBeGreaterThan(500);
	expect(passed.length).toBeLessThan(8); // one in 729 by chance
});
