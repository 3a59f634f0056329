/** Long texts take a smaller size, so that a whole clause fits on the wall. Sizes in rem of 24 px at 1920. */
export function fitting(text: string, sizes: [most: number, rem: number][]): string {
	const fit = sizes.find(([most]) => text.length <= most) ?? sizes[sizes.length - 1];
	return `${fit?.[1] ?? 2}rem`;
}
