/** For the heading of a view that has just replaced another: takes the focus if it fell out of the page. */
import type { Attachment } from 'svelte/attachments';

export const takesFocus: Attachment<HTMLElement> = (heading) => {
	heading.tabIndex = -1;
	const here = document.activeElement;
	if (!here || here === document.body) heading.focus({ preventScroll: true });
};
