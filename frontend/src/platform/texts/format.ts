/** Dates and times as WRITING.md wants them. The clock on the wall is Swedish, wherever the server stands. */
import { number, swedish } from './language.svelte';

export { number };

const zone = 'Europe/Stockholm';
const formats = new Map<string, Intl.DateTimeFormat>();

type Moment = string | Date;

/** 13.02 in Swedish, 13:02 in English. */
export function clock(moment: Moment): string {
	const { hour, minute } = parts(moment);
	return hour + dot() + minute;
}

/** 13.02.08: where seconds matter, as on a receipt. */
export function clockSeconds(moment: Moment): string {
	const { hour, minute, second } = parts(moment);
	return [hour, minute, second].join(dot());
}

/** kl. 13.02 in Swedish, 13:02 in English. */
export function at(moment: Moment): string {
	return (swedish() ? 'kl.\u00a0' : '') + clock(moment);
}

/** 11 oktober 2016. */
export function day(moment: Moment): string {
	return format({ day: 'numeric', month: 'long', year: 'numeric' }, moment);
}

/** tisdagen den 11 oktober 2016; Tuesday 11 October 2016. */
export function weekday(moment: Moment): string {
	const name = format({ weekday: 'long' }, moment);
	return swedish() ? `${name}en den ${day(moment)}` : `${name} ${day(moment)}`;
}

/** 2016-10-11, for tables. */
export function isoDate(moment: Moment): string {
	const { year, month, day: dayOfMonth } = parts(moment);
	return [year, month, dayOfMonth].join('-');
}

/** At the beginning of a sentence or a line. */
export function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A name in a list of the language's kind: Kalmar, Växjö och distans. */
export function list(words: string[]): string {
	if (words.length < 2) return words.join('');
	return words.slice(0, -1).join(', ') + (swedish() ? ' och ' : ' and ') + words[words.length - 1];
}

function dot() {
	return swedish() ? '.' : ':';
}

function parts(moment: Moment): Record<string, string> {
	const wanted: Intl.DateTimeFormatOptions = {
		year: 'numeric', month: '2-digit', day: '2-digit',
		hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'
	};
	return Object.fromEntries(formatter('en-GB', wanted).formatToParts(date(moment)).map((part) => [part.type, part.value]));
}

function format(wanted: Intl.DateTimeFormatOptions, moment: Moment): string {
	return formatter(swedish() ? 'sv-SE' : 'en-GB', wanted).format(date(moment));
}

function formatter(locale: string, wanted: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = locale + JSON.stringify(wanted);
	let found = formats.get(key);
	if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, { timeZone: zone, ...wanted })));
	return found;
}

function date(moment: Moment): Date {
	return typeof moment === 'string' ? new Date(moment) : moment;
}
