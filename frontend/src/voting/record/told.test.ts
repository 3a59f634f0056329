import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '$platform/api/types';
import { language } from '$platform/texts';
import { logLine } from '../desk/log';
import { eventWords } from '../minutes/events';

/** Facts of a meeting and of the association around it. The money's are about no meeting and stand in its books. */
const KINDS = [...readFileSync('../docs/catalogue/events.md', 'utf8').matchAll(/^\| `([a-z_.]+)` \| (\w+) \|/gm)]
	.map(([, kind, audience]) => ({ kind: kind ?? '', audience: audience ?? '' }))
	.filter(({ kind, audience }) => audience !== 'self' && !kind.startsWith('billing.'));

const NAME = 'Ahmed Yusuf';
const BODY = {
	no: 7, item_no: 7, name: NAME, member: 'Nordkvist Data AB', delegate: NAME, holder: NAME, venue: 'Kalmar', title: 'Årsmöte', title_sv: 'Val', title_en: 'Election',
	reason: 'Fel namn', number: '1.0', version: '1', role: 'chair', step: 2, round: 1, outage_seconds: 3, total: 105, teller: NAME, channel: 'kiosk', means: 'lot', prevails: [NAME], created: 3,
	decision: { item_no: 7 }, election: { item_no: 15, title_sv: 'ledamöter i styrelsen', elected: [{ name: NAME }], nominations: [{ number: 3, name: NAME }] }, nomination: { name: NAME }, lot: { names: [NAME] },
	order: { item_no: 9 }, motion: { mark: 'A1', state: 'carried', mover: { label: NAME } }, into: null, request: { name: NAME }, comment: { name: NAME }, register: { total: 105 },
	poll: { no: 4, kind: 'yes_no', result: null, options: [], pauses: [{ to: null, venue: '' }] }, note: { kind: 'reservation', name: NAME }, sounding: { step: 'acclamation', heard: 'yes' }
};
const entry = (kind: string, body: object = BODY) => ({ id: 1, kind, body, at: '2016-10-11T12:00:00Z' }) as unknown as JournalEntry;

describe.each(['sv', 'en'] as const)('in %s', (lang) => {
	it.each(KINDS)('$kind has a sentence at the desk and in the minutes', ({ kind }) => {
		language.choose(lang);

		const said = [logLine(entry(kind)), eventWords(entry(kind)), eventWords(entry(kind), true)];

		for (const one of said) expect(one && one !== kind && !/undefined|NaN|\[object/.test(one), `${kind}: ${one}`).toBe(true);
	});
});

it('an event without a sentence is found', () => {
	expect(logLine(entry('voting.elections.forgotten'))).toBeNull();
	expect(KINDS.length).toBeGreaterThan(90);
});

it('nominations, lots and answers are told by name', () => {
	language.choose('sv');

	expect(logLine(entry('voting.elections.nominated'))).toBe(`${NAME} nominerad till ledamöter i styrelsen`);
	expect(logLine(entry('voting.elections.order_drawn'))).toBe(`Lotten drogs: ${NAME}, ledamöter i styrelsen`);
	expect(logLine(entry('voting.elections.accepted'))).toBe(`${NAME} tar emot valet: ledamöter i styrelsen`);
	expect(logLine(entry('voting.elections.elected', { ...BODY, round: { no: 1, table: { rows: [{ name: NAME, elected: false }] } } }))).toBe('Ingen vald i omgången: ledamöter i styrelsen');
	expect(logLine(entry('voting.polls.tie_resolved', { ...BODY, means: 'chair' }))).toBe(`Lika röstetal i votering\u00a04: ordförandens mening avgjorde för ${NAME}`);
});
