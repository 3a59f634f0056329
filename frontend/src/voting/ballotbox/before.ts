/** What a secret vote adds before its ballot is cast; fetched when there is one. */
export { default as BeforeCast } from './BeforeCast.svelte';
export { default as OpenedBallot } from './OpenedBallot.svelte';
