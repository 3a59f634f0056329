/** How big a file is, as people say it: 12 kB, 3,4 MB. */
import { number, swedish } from '$platform/texts';

const KB = 1000;
export function sizeOf(bytes: number): string {
	if (bytes < KB * KB) return `${number(Math.max(1, Math.round(bytes / KB)))}\u00a0kB`;
	const tenths = Math.round(bytes / (KB * KB / 10));
	return `${number(Math.floor(tenths / 10))}${swedish() ? ',' : '.'}${tenths % 10}\u00a0MB`;
}
