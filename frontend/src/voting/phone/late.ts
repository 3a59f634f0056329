/** Views that nobody needs before the first vote is cast: fetched when the phone has nothing else to do. */
export { default as Acts } from './Acts.svelte';
export { default as DeviceKey } from '../ballotbox/DeviceKey.svelte';
export { default as Election } from './Election.svelte';
export { default as Motions } from './Motions.svelte';
export { default as NotReceived } from './NotReceived.svelte';
export { default as Outcome } from './Outcome.svelte';
export { default as Overtaken } from './Overtaken.svelte';
export { default as Papers } from './Papers.svelte';
export { default as Paused } from './Paused.svelte';
export { default as OwnVotePart } from './OwnVotePart.svelte';
export { default as Received } from './Received.svelte';
export { default as Speak } from './Speak.svelte';
export { default as Watching } from './Watching.svelte';
import './Names.svelte'; // at hand when an election comes, also where the net is poor by then
