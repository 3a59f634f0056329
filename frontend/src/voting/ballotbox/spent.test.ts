import { beforeEach, expect, test, vi } from 'vitest';

const states = vi.hoisted(() => new Map<string, string>());
vi.mock('$platform/api/client', () => ({
	call: async (_: string, { path }: { path: { id: string } }) => {
		const state = states.get(path.id);
		if (!state) throw new Error('no answer');
		return { state };
	}
}));

import { forget, forgetSpent, nameOf } from './spent';

const ONE = '0f8fad5b-d9cb-469f-a165-70867728950e';
const OTHER = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const kept = () => Object.keys(localStorage).sort();

beforeEach(() => {
	states.clear();
	const methods = { removeItem(this: Record<string, string>, name: string) { delete this[name]; } };
	vi.stubGlobal('localStorage', Object.create(methods));
	for (const meeting of [ONE, OTHER])
		Object.assign(localStorage, { [nameOf('key', meeting, 'ada', 1)]: 's', [nameOf('key', meeting, 'bo', 2)]: 's', [nameOf('officer', meeting, 'ada')]: 's' });
	Object.assign(localStorage, { 'stadga.receipts': '{}' });
});

test('every key of one meeting is forgotten, whoever of the device it is of, and nothing else', () => {
	forget(ONE);

	expect(kept()).toEqual([`stadga.key.${OTHER}.ada.1`, `stadga.key.${OTHER}.bo.2`, `stadga.officer.${OTHER}.ada`, 'stadga.receipts']);
});

test.each(['draft', 'adjusting', 'signing', ''])('while the minutes are %s, or nobody answers, all stays', async (state) => {
	states.set(ONE, state);
	await forgetSpent();

	expect(kept()).toHaveLength(7);
});

test('meetings whose minutes are signed are found among those that left keys here', async () => {
	states.set(ONE, 'complete').set(OTHER, 'signing');

	await forgetSpent();

	expect(kept()).toEqual([`stadga.key.${OTHER}.ada.1`, `stadga.key.${OTHER}.bo.2`, `stadga.officer.${OTHER}.ada`, 'stadga.receipts']);
});
