import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter({ pages: 'build', assets: 'build', fallback: 'index.html' }),
		alias: {
			$billing: 'src/billing',
			$platform: 'src/platform',
			$tenants: 'src/tenants',
			$voting: 'src/voting'
		},
		// A projector that has stood all night picks up a new build by itself.
		version: { pollInterval: 0 }
	}
};
