/** Amounts as a ledger shows them: always with öre, without a unit. */
import { number, swedish } from '$platform/texts';

export function figures(ore: number): string {
	const whole = number(Math.floor(Math.abs(ore) / 100));
	const rest = String(Math.abs(ore) % 100).padStart(2, '0');
	return `${ore < 0 ? '−' : ''}${whole}${swedish() ? ',' : '.'}${rest}`;
}

type Named = { name_sv: string; name_en: string };
export const nameOf = (one: Named): string => (swedish() ? one.name_sv : one.name_en || one.name_sv);

export const voucherHref = (id: string): string => `/kassa/bokforing?verifikation=${id}`;
