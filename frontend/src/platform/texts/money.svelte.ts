/**
 * Amounts as WRITING.md says money: 4 000 kr, SEK 4,000; 4 000 €, €4,000; with decimals only where there are any.
 * An amount is a whole number of the smallest coin. Every currency here has two decimals, as kernel/money.py says.
 */
import { number, swedish } from './language.svelte';

const DECIMALS = 2;
const COINS = 10 ** DECIMALS;
const KNOWN: Record<string, { sv: string; en: string; name_sv: string; name_en: string }> = {
	SEK: { sv: 'kr', en: 'SEK\u00a0', name_sv: 'kronor', name_en: 'kronor' },
	EUR: { sv: '€', en: '€', name_sv: 'euro', name_en: 'euros' },
	DKK: { sv: 'DKK', en: 'DKK\u00a0', name_sv: 'danska kronor', name_en: 'Danish kroner' },
	NOK: { sv: 'NOK', en: 'NOK\u00a0', name_sv: 'norska kronor', name_en: 'Norwegian kroner' }
};
const MARKS = new RegExp(`[\\s\\u00a0\\u202f]|^€|(kr|€|${Object.keys(KNOWN).join('|')})$`, 'gi');

let own = $state('SEK');

/** What the association counts in. */
export const currency = {
	get now() {
		return own;
	},
	/** The session tells. */
	use(code: string | undefined) {
		if (code) own = code;
	}
};

/** An amount in the association's own currency, or in another that is named; one that we do not know has its code. */
export function money(amount: number, of: string = own): string {
	const code = of.toUpperCase();
	const known = KNOWN[code];
	const figures = digits(amount, false);
	if (!known) return `${figures}\u00a0${code}`;
	if (swedish()) return `${figures}\u00a0${known.sv}`;
	if (known.en.endsWith('\u00a0') || amount >= 0) return known.en + figures;
	return `−${known.en}${figures.slice(1)}`;
}

/** As a ledger has it: always with decimals, without a unit. */
export const inTable = (amount: number): string => digits(amount, true);

/** What stands after a box to type an amount in. */
export const unit = (of: string = own): string => (swedish() ? (KNOWN[of]?.sv ?? of) : of);

/** "kronor", "euro": in a sentence. */
export function currencyWord(of: string = own): string {
	const known = KNOWN[of];
	return known ? (swedish() ? known.name_sv : known.name_en) : of;
}

/** An amount as people type it, without blanks and the name of a currency. */
export const unmarked = (typed: string): string => typed.replace(MARKS, '').replace(MARKS, '');

/** Whole coins of digits, and of decimals where there are any. */
export const coins = (whole: string, decimals = ''): number => Number(whole) * COINS + Number(decimals.padEnd(DECIMALS, '0'));

/** An amount as it stands in a box to type in: 4000 or 2827,40. */
export function typed(amount: number): string {
	const rest = Math.abs(amount) % COINS;
	return `${Math.floor(Math.abs(amount) / COINS)}${rest ? `${point()}${String(rest).padStart(DECIMALS, '0')}` : ''}`;
}

/** As a bank's own form takes it: always with decimals, nothing between thousands. */
export const plain = (amount: number): string => `${Math.floor(amount / COINS)}${point()}${String(amount % COINS).padStart(DECIMALS, '0')}`;

const point = (): string => (swedish() ? ',' : '.');

function digits(amount: number, always: boolean): string {
	const rest = Math.abs(amount) % COINS;
	const whole = number(Math.floor(Math.abs(amount) / COINS));
	return (amount < 0 ? '−' : '') + whole + (rest || always ? point() + String(rest).padStart(DECIMALS, '0') : '');
}
