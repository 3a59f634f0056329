/** Nobody scrolls a wall: what is taller than the window is set smaller, whatever was written and wherever it stands. */
const STEP = 0.04;
const SMALLEST = 0.56;
const SCROLLS = 768;

export function fits(screen: HTMLElement) {
	const root = document.documentElement;
	let frame = 0;

	/** Below ``SCROLLS`` it is somebody's own screen, where a page may be scrolled. */
	function measure() {
		root.style.removeProperty('--fit');
		if (innerWidth <= SCROLLS) return;
		for (let fit = 1 - STEP; root.scrollHeight > innerHeight && fit >= SMALLEST; fit -= STEP) root.style.setProperty('--fit', fit.toFixed(2));
	}
	function soon() {
		cancelAnimationFrame(frame);
		frame = requestAnimationFrame(measure);
	}

	const changed = new MutationObserver(soon);
	changed.observe(screen, { childList: true, subtree: true, characterData: true });
	addEventListener('resize', soon);
	document.fonts.addEventListener('loadingdone', soon);
	measure();
	return () => {
		cancelAnimationFrame(frame);
		changed.disconnect();
		removeEventListener('resize', soon);
		document.fonts.removeEventListener('loadingdone', soon);
		root.style.removeProperty('--fit');
	};
}
