import { describe, expect, it } from 'vitest';
import type { StatutesVersion } from '$platform/api/types';
import { statusKind, statusSentence, statusWord } from './status';

const version = (of: Partial<StatutesVersion>): StatutesVersion =>
	({ id: 'a', number: '1.1', status: 'adopted', title: 'Stadgar', base: null, meeting: 'm', item_no: 9, decided_at: '2018-03-22T17:00:00Z', not_before: null, in_force_from: null, superseded_on: null, ...of }) as StatutesVersion;
const told = (of: Partial<StatutesVersion>) => [statusWord(version(of)), statusSentence(version(of))];

describe('how far a text of the statutes has come', () => {
	it('waits for the minutes in words, and is not in force', () => {
		expect(told({ status: 'adopted_awaiting_minutes' })).toEqual(['Antagen, gäller inte än', 'Antagen den 22 mars 2018. Gäller när protokollet är justerat.']);
		expect(statusKind(version({ status: 'adopted_awaiting_minutes' }))).toBe('look');
		expect(told({ status: 'adopted_awaiting_minutes', not_before: '2019-01-01' })[1]).toBe('Antagen den 22 mars 2018. Gäller från den 1 januari 2019, om protokollet då är justerat.');
		expect(told({ status: 'adopted_awaiting_day', not_before: '2019-01-01' })).toEqual(['Antagen, gäller inte än', 'Antagen den 22 mars 2018. Gäller från den 1 januari 2019.']);
	});
	it('read once waits for the next meeting', () => {
		expect(told({ status: 'adopted_first_reading' })[0]).toBe('Antagen en gång');
	});
	it('that a second meeting confirmed did not fall', () => {
		expect(told({ status: 'confirmed', superseded_on: '2018-04-22' })).toEqual(['Antagen två gånger', 'Antogs en första gång den 22 mars 2018 och av ett möte till den 22 april 2018. Ändringen står i versionen som det mötet antog.']);
	});
	it('that a second meeting rejected says when', () => {
		expect(told({ status: 'fallen', superseded_on: '2018-04-22' })).toEqual(['Avslagen andra gången', 'Antogs en första gång den 22 mars 2018, men avslogs av ett möte till den 22 april 2018. Texten har aldrig gällt.']);
	});
	it('that was replaced on its first day has held', () => {
		expect(told({ status: 'superseded', in_force_from: '2018-03-22', superseded_on: '2018-03-22' })).toEqual(['Har gällt', 'Antagen den 22 mars 2018 och ersatt samma dag som den började gälla, den 22 mars 2018.']);
		expect(told({ status: 'superseded', in_force_from: '2018-03-22', superseded_on: '2019-03-22' })[1]).toBe('Gällde från den 22 mars 2018 till den 22 mars 2019.');
	});
});
