/** What is said above every page of the subscription; nothing most of the time. */
import { Asked } from '$platform/api/asked.svelte';
import { call } from '$platform/api/client';

export const noticed = new Asked(() => call('GET subscription/banner'));
