/** The clock on the wall in Sweden, as form fields hold it, to and from the moments of the API. */
const zone = 'Europe/Stockholm';
const wall = new Intl.DateTimeFormat('sv-SE', {
	timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'
});

/** 2016-10-11T12:45:00Z → { date: '2016-10-11', time: '14:45' }. */
export function toWall(moment: string | null | undefined): { date: string; time: string } {
	if (!moment) return { date: '', time: '' };
	const [date = '', time = ''] = wall.format(new Date(moment)).split(' ');
	return { date, time: time.slice(0, 5) };
}

/** Back again; null when either is missing. */
export function fromWall(date: string, time: string): string | null {
	const asIfUtc = Date.parse(`${date}T${time}:00Z`);
	if (!date || !time || Number.isNaN(asIfUtc)) return null;
	// The offset on that day, found by looking twice: once near, once at the moment itself.
	const near = asIfUtc - offset(asIfUtc);
	return new Date(asIfUtc - offset(near)).toISOString();
}

function offset(at: number): number {
	const shown = wall.format(new Date(at)).replace(' ', 'T');
	return Date.parse(`${shown}Z`) - Math.floor(at / 1000) * 1000;
}
