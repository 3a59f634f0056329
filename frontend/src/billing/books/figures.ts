/** Amounts as a ledger shows them, and the names of its accounts. */
import { swedish } from '$platform/texts';

export { inTable as figures } from '$platform/texts';

type Named = { name_sv: string; name_en: string };
export const nameOf = (one: Named): string => (swedish() ? one.name_sv : one.name_en || one.name_sv);

export const voucherHref = (id: string): string => `/kassa/bokforing?verifikation=${id}`;
