import { expect, test } from 'vitest';
import { condense, wordDiff } from './diff';

test('one replaced expression is one strike and one addition', () => {
	expect(wordDiff('efter medlemmens antal anställda. För', 'efter medlemmens årsomsättning. För')).toEqual([
		{ kind: 'same', text: 'efter medlemmens ' },
		{ kind: 'del', text: 'antal anställda' },
		{ kind: 'ins', text: 'årsomsättning' },
		{ kind: 'same', text: '. För' }
	]);
});

test('a new provision is all addition', () => {
	expect(wordDiff('', 'Enskild person kan antas.')).toEqual([{ kind: 'ins', text: 'Enskild person kan antas.' }]);
});

test('an appended sentence leaves the old one untouched', () => {
	expect(wordDiff('Säte i Kalmar.', 'Säte i Kalmar. Årsmötet växlar.')).toEqual([
		{ kind: 'same', text: 'Säte i Kalmar.' },
		{ kind: 'ins', text: ' Årsmötet växlar.' }
	]);
});

test('a big screen shows the words nearest to the change', () => {
	const before = 'ett två tre fyra fem sex sju åtta nio';

	expect(condense(wordDiff(before, before.replace('åtta', 'tio')), 2).map((piece) => piece.text)).toEqual([' … sex sju ', 'åtta', 'tio', ' nio']);
});

test('equal texts have no changes', () => {
	expect(wordDiff('§ 1 mom. 2', '§ 1 mom. 2')).toEqual([{ kind: 'same', text: '§ 1 mom. 2' }]);
});
