/** The words of a meeting that several screens share. */
import type { Item, LiveState, Meeting, Venue } from '$platform/api/types';
import { list, swedish } from '$platform/texts';

export function itemTitle(item: Pick<Item, 'title_sv' | 'title_en'>): string {
	return swedish() ? item.title_sv : item.title_en || item.title_sv;
}

export function currentItem(meeting: Meeting): Item | null {
	return meeting.items.find((item) => item.no === meeting.current_item) ?? null;
}

/** Where I take part: where I was checked in, else where I am registered. */
export function myVenue({ my, meeting }: LiveState): Venue | null {
	const registration = my?.registration;
	if (!registration) return null;
	const place = registration.checked_in_venue ?? registration.venue;
	return meeting.venues.find((venue) => venue.id === place || venue.name === place) ?? null;
}

/** "§ 9" with its no-break space. */
export function section(no: number): string {
	return `§\u00a0${no}`;
}

/** "§§ 7–9, 14–15 och 18–19"; one item alone is "§ 7". */
export function sections(numbers: number[]): string {
	const sorted = [...new Set(numbers)].sort((one, other) => one - other);
	const spans: [number, number][] = [];
	for (const no of sorted) {
		const last = spans.at(-1);
		if (last && last[1] === no - 1) last[1] = no;
		else spans.push([no, no]);
	}
	const said = list(spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)));
	return `${sorted.length > 1 ? '§§' : '§'}\u00a0${said}`;
}

/** § and its number, mom. and its number are never parted at the end of a line. */
export const unparted = (text: string) => text.replace(/(§§?|mom\.|bilaga|kl\.|nr) (?=\d)/g, '$1\u00a0');
