import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '$platform/api/types';
import { language } from '$platform/texts';
import { moneyWords, TOLD } from './told';

const KINDS = [...readFileSync('../docs/catalogue/events.md', 'utf8').matchAll(/^\| `(billing\.[a-z_.]+)` \| \w+ \|/gm)].map(([, kind]) => kind ?? '');
const BODY = {
	amount: 400_000, total: 400_000, account: 3990, name: 'BgMax.txt', name_sv: 'Bank', added: 3, matched: 2, waiting: 1, file: 'camt.xml', number: '20170001', to_number: '20170002', credit_note: '20170003',
	reason: 'Dubbelt', note: 'Frågat', is_aside: true, through: '2017-12-31', voucher: 'B7', text: 'Rättelse', invoices: 128, planned: 128, period_from: '2017-01-01', period_to: '2017-12-31', member: 'Nordkvist Data AB', was: 'trial', standing: 'unpaid', until: '2017-06-01'
};
const entry = (kind: string, body: object = BODY) => ({ id: 1, kind, body, at: '2017-01-11T12:00:00Z' }) as unknown as JournalEntry;

describe.each(['sv', 'en'] as const)('in %s', (lang) => {
	it.each(KINDS)('%s has a sentence', (kind) => {
		language.choose(lang);
		const said = moneyWords(entry(kind));

		expect(said && said !== kind && !/undefined|NaN|\[object/.test(said), `${kind}: ${said}`).toBe(true);
	});
});

it('the sentences are those of the facts, no more', () => {
	expect(KINDS.length).toBeGreaterThan(35);
	expect(Object.keys(TOLD).sort()).toEqual([...KINDS].sort());
	expect(moneyWords(entry('voting.polls.opened'))).toBeNull();
});

it('a standing is said in words and an amount in kronor', () => {
	language.choose('sv');

	expect(moneyWords(entry('billing.subscriptions.standing_changed'))).toBe('Abonnemanget: från provtid till obetalt');
	expect(moneyWords(entry('billing.invoices.issued'))?.replace(/\s/g, ' ')).toBe('Faktura 20170001 utställd, 4 000 kr');
	expect(moneyWords(entry('billing.bank.set_aside', { ...BODY, is_aside: false }))).toBe('En betalning tillbaka i kön');
});
