/** Fonts wait until the page is of use without them: on the phone, until a ballot can be cast. */
let asked = false;

export function loadFonts(): void {
	if (asked) return;
	asked = true;
	const load = () => void import('./fonts.css');
	if ('requestIdleCallback' in window) window.requestIdleCallback(load, { timeout: 3000 });
	else setTimeout(load, 300);
}
