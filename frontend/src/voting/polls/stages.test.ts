import { expect, test } from 'vitest';
import { duelBetween, inDuelOrder, inOrder, plain, share, shownStages, votesAt, type Duel, type Stage } from './stages';

const stage = (change: Partial<Stage>): Stage => ({ stage: 1, votes: {}, kept: {}, exhausted: '0.00000', lost: '0.00000', elected: [], excluded: [], ...change });
const stages = [
	stage({ votes: { Ada: '9.00000', Bo: '3.00000', Cia: '4.00000', Dan: '2.00000' }, elected: ['Ada'], surplus: '3.00000' }),
	stage({ stage: 2, from: 'Ada', transfer_value: '0.33333', votes: { Ada: '6.00000', Bo: '5.33331', Cia: '4.66666', Dan: '2.00000' }, lost: '0.00003', excluded: ['Dan'] }),
	stage({ stage: 3, from: 'Dan', votes: { Bo: '7.33331', Cia: '4.66666' }, kept: { Ada: '6.00000' }, elected: ['Bo'], lost: '0.00003' })
];

test('those elected stand first in their order, and those who left first stand last', () => {
	expect(inOrder(stages)).toEqual(['Ada', 'Bo', 'Cia', 'Dan']);
});

test('who is elected keeps the quota, and who has left has nothing', () => {
	expect([votesAt(stages[2]!, 'Ada'), votesAt(stages[2]!, 'Dan')]).toEqual(['6.00000', null]);
});

test('a vote is written with the decimals that say something', () => {
	expect([plain('7.00000'), plain('7.30000'), plain('0.00003'), plain('10.00000')]).toEqual(['7', '7,3', '0,00003', '10']);
});

test('a bar is as wide as its share of the widest', () => {
	expect([share('4.50000', 9), share(0, 0)]).toEqual(['50.00%', '0.00%']);
});

test('a wall shows all stages, or the first and those that decided', () => {
	const many = Array.from({ length: 9 }, (_, n) => stage({ stage: n + 1 }));
	expect(shownStages(many.slice(0, 6)).map((one) => one.stage)).toEqual([1, 2, 3, 4, 5, 6]);
	expect(shownStages(many).map((one) => one.stage)).toEqual([1, 5, 6, 7, 8, 9]);
});

test('in duels those elected stand first, then whoever beat the most others', () => {
	const duel = (one: string, other: string, wins: string | null): Duel => ({ between: [one, other], votes: { [one]: 1, [other]: 2 }, wins });
	const duels = [duel('Ada', 'Bo', 'Bo'), duel('Ada', 'Cia', 'Cia'), duel('Bo', 'Cia', 'Cia')];
	expect(inDuelOrder(duels, ['Bo'])).toEqual(['Bo', 'Cia', 'Ada']);
	expect([duelBetween(duels, 'Cia', 'Ada')?.wins, duelBetween(duels, 'Ada', 'Ada')]).toEqual(['Cia', undefined]);
});
