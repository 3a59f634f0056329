/** Lines of a draft as they are typed, and what they come to. VAT is half up to the öre on each line, as issued. */
import type { Invoice, InvoiceSettings } from '$platform/api/types';
import { ore, typed } from './money';
import { VAT, type VatWord } from './words';

export interface TypedLine {
	key: string;
	text_sv: string;
	text_en: string;
	detail_sv: string;
	detail_en: string;
	quantity: string;
	price: string;
	/** Empty: as the board chose. */
	vat: VatWord | '';
	account: string;
}

export type BoardsVat = Pick<InvoiceSettings, 'vat_treatment' | 'vat_on_services'>;
const SERVICES = '3002';

/** What the board chose for lines of this account. */
export const boardsVat = ({ account }: { account: string | number }, board: BoardsVat): VatWord => (String(account) === SERVICES ? board.vat_on_services : board.vat_treatment);

export const emptyLine = (): TypedLine => ({ key: crypto.randomUUID(), text_sv: '', text_en: '', detail_sv: '', detail_en: '', quantity: '1', price: '', vat: '', account: '3001' });

/** A line of a saved draft; what is as the board chose stays so. */
export const typedLine = (line: Invoice['lines'][number], board: BoardsVat): TypedLine => ({
	key: crypto.randomUUID(), text_sv: line.text_sv, text_en: line.text_en, detail_sv: line.detail_sv, detail_en: line.detail_en,
	quantity: String(line.quantity), price: typed(line.unit_price), vat: line.vat_treatment === boardsVat(line, board) ? '' : (VAT.find((one) => one === line.vat_treatment) ?? ''), account: String(line.account)
});

export const many = (line: TypedLine): number | null => (/^[1-9]\d{0,4}$/.test(line.quantity.trim()) ? Number(line.quantity) : null);
export const isWhole = (line: TypedLine): boolean => line.text_sv.trim() !== '' && ore(line.price) !== null && many(line) !== null;

export function sums(lines: TypedLine[], board: BoardsVat): { net: number; vat: number } {
	let net = 0;
	let vat = 0;
	for (const line of lines) {
		const here = (ore(line.price) ?? 0) * (many(line) ?? 0);
		net += here;
		vat += Math.floor((here * (Number(line.vat || boardsVat(line, board)) || 0) * 2 + 100) / 200);
	}
	return { net, vat };
}

export const sent = (line: TypedLine) => ({
	text_sv: line.text_sv, text_en: line.text_en, detail_sv: line.detail_sv, detail_en: line.detail_en,
	quantity: many(line) ?? 1, unit_price: ore(line.price) ?? 0, vat_treatment: line.vat || null, account: Number(line.account) as 3001 | 3002
});
