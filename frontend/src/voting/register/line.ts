/** Where the marks of the register's line stand: pure reckoning, in the pixels of the box that is given. */
import type { RegisterMoment } from '$platform/api/types';

export interface Mark {
	at: number;
	x: number;
	y: number;
	total: number;
	approved: boolean;
}

export interface Drawn {
	marks: Mark[];
	/** The steps, as an SVG path. */
	path: string;
	/** From a moment to a place on the line, and back. */
	place: (moment: number) => number;
	moment: (x: number) => number;
	most: number;
	from: number;
	to: number;
}

const EDGE = { left: 40, right: 16, top: 18, bottom: 28 };

/** Steps between the first moment and the end: the last moment, or now while the meeting goes on. */
export function drawn(moments: RegisterMoment[], end: number, width: number, height: number): Drawn {
	const times = moments.map((one) => Date.parse(one.at));
	const from = times[0] ?? end;
	const to = Math.max(end, (times.at(-1) ?? end) + 1, from + 60_000);
	const most = Math.max(1, ...moments.map((one) => one.total));
	const across = Math.max(1, width - EDGE.left - EDGE.right);
	const down = Math.max(1, height - EDGE.top - EDGE.bottom);
	const place = (moment: number) => EDGE.left + (across * (Math.min(Math.max(moment, from), to) - from)) / (to - from);
	const up = (total: number) => EDGE.top + down * (1 - total / most);
	const marks = moments.map((one, n) => ({
		at: times[n] ?? from,
		x: place(times[n] ?? from),
		y: up(one.total),
		total: one.total,
		approved: one.happened.some(({ kind }) => kind === 'approved')
	}));
	let path = `M${EDGE.left} ${up(0)}`;
	for (const mark of marks) path += `H${mark.x.toFixed(1)}V${mark.y.toFixed(1)}`;
	return { marks, path: `${path}H${(EDGE.left + across).toFixed(1)}`, place, moment: (x) => from + ((to - from) * Math.min(Math.max(x - EDGE.left, 0), across)) / across, most, from, to };
}

/** The moment that holds: the last one not after it; -1 before the first. */
export function indexAt(moments: RegisterMoment[], moment: number): number {
	return moments.findLastIndex((one) => Date.parse(one.at) <= moment);
}
