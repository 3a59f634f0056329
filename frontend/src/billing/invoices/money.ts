/** Öre as WRITING.md says money: 4 000 kr, SEK 4,000; with öre only where there are any. */
import { number, swedish } from '$platform/texts';

export function kronor(ore: number): string {
	const whole = Math.floor(Math.abs(ore) / 100);
	const rest = Math.abs(ore) % 100;
	const figures = (ore < 0 ? '−' : '') + number(whole) + (rest ? (swedish() ? ',' : '.') + String(rest).padStart(2, '0') : '');
	return swedish() ? `${figures}\u00a0kr` : `SEK\u00a0${figures}`;
}

/** 999-0003. */
export const bankgiro = (digits: string): string => `${digits.slice(0, -4)}-${digits.slice(-4)}`;

/** 123 456 78 90. */
export const swishNumber = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4');

/** Kronor as people type them, in whole öre; null when it is no amount. "1 234,50" and "1234.5" are the same. */
export function ore(typed: string): number | null {
	const found = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0]|kr$/gi, ''));
	return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

/** An amount as it stands in a box to type in: 4000 or 2827,40. */
export const typed = (amount: number): string => {
	const rest = amount % 100;
	return `${Math.floor(amount / 100)}${rest ? `${swedish() ? ',' : '.'}${String(rest).padStart(2, '0')}` : ''}`;
};
