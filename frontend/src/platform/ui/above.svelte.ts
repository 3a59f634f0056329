/** What a room above has to say on every page of the house, below its top bar; nothing most of the time. */
import type { Component } from 'svelte';

let said = $state.raw<Component | null>(null);

export const above = {
	get said() {
		return said;
	},
	say(what: Component | null) {
		said = what;
	}
};
