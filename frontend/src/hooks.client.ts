import { apply } from '$platform/ui/theme.svelte';

apply();
