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
