/** What has been answered so far in the sign-up. Kept for the tab, so that a reload loses nothing. */
const stored = 'stadga.sign-up';

export interface Wish {
	name: string;
	slug: string;
	country: string;
	language: string;
	contact_name: string;
	contact_email: string;
}

const empty: Wish = { name: '', slug: '', country: 'SE', language: 'sv', contact_name: '', contact_email: '' };

export const wish = $state<Wish>({ ...empty, ...kept() });

export function keep(): void {
	try {
		sessionStorage.setItem(stored, JSON.stringify(wish));
	} catch {
		// Storage can be closed off; the answers then last as long as the page.
	}
}

export function forget(): void {
	Object.assign(wish, empty);
	try {
		sessionStorage.removeItem(stored);
	} catch {
		// As above.
	}
}

/** "IEC Kalmar Kronoberg" → "iec-kalmar-kronoberg": a first suggestion, which the server judges. */
export function asSlug(name: string): string {
	return name
		.toLowerCase()
		.replace(/[åä]/g, 'a')
		.replace(/ö/g, 'o')
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^[^a-z]+|-+$/g, '')
		.slice(0, 30)
		.replace(/-+$/, '');
}

function kept(): Partial<Wish> {
	try {
		return JSON.parse(sessionStorage.getItem(stored) ?? '{}') as Partial<Wish>;
	} catch {
		return {};
	}
}
