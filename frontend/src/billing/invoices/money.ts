/** Amounts as they are typed, and the numbers that a payer types. */
import { coins, unmarked } from '$platform/texts';

export { money, typed } from '$platform/texts';

/** 999-0003. */
export const bankgiro = (digits: string): string => `${digits.slice(0, -4)}-${digits.slice(-4)}`;

/** 123 456 78 90. */
export const swishNumber = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4');

/** Whether it is a reference of ISO 11649 (RF …); otherwise it is an OCR. */
export const isCreditorReference = (reference: string): boolean => reference.startsWith('RF');

/** RF18 5390 0754 7034; an OCR as it is. */
export const reference = (written: string): string => (isCreditorReference(written) ? inFours(written) : written);

/** FI21 1234 5600 0007 85. */
export const inFours = (written: string): string => written.replace(/(.{4})(?=.)/g, '$1 ');

/** An amount as people type it, in whole coins; null when it is no amount. "1 234,50" and "1234.5" are the same. */
export function ore(text: string): number | null {
	const found = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(unmarked(text));
	return found ? coins(found[1] ?? '', found[2]) : null;
}
