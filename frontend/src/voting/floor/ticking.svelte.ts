/** The server's time, to the second, while somebody looks. Call it in a component's script. */
import { session } from '$platform/accounts/session.svelte';

export function ticking(): { readonly now: Date } {
	let now = $state(session.now());
	$effect(() => {
		const beat = setInterval(() => (now = session.now()), 250);
		return () => clearInterval(beat);
	});
	return {
		get now() {
			return now;
		}
	};
}
