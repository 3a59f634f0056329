import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { firstLoadPlugin } from './scripts/first-load.mjs';
import { textsPlugin } from './scripts/texts.mjs';

// The tenant is in the host name, so the proxy must hand it on untouched.
const base = Number(process.env.STADGA_PORT ?? 8000);
const keepHost = { changeOrigin: false, xfwd: false };

/** The kit's announcer of new pages carries a style attribute, which `style-src 'self'` forbids; our class does the same. */
const announcerWithoutStyle: Plugin = {
	name: 'stadga-announcer',
	enforce: 'pre',
	transform(code, id) {
		if (!id.includes('.svelte-kit/generated/root.svelte')) return;
		return { code: code.replace(/(id="svelte-announcer"[^>]*?)\sstyle="[^"]*"/, '$1 class="vh"'), map: null };
	}
};

export default defineConfig({
	plugins: [textsPlugin(), announcerWithoutStyle, sveltekit(), firstLoadPlugin()],
	build: {
		// Phones in the hall may be six years old.
		target: ['es2022', 'chrome94', 'firefox93', 'safari16.4'],
		assetsInlineLimit: 0,
		// The kit's dictionary of pages is part of every first load: it names each page's styles, which must be there
		// before it shows, but not its scripts, which the page itself asks for.
		modulePreload: { resolveDependencies: (_, files, { hostId }) => (hostId.includes('/entry/app.') ? [] : files) }
	},
	server: {
		port: 5173,
		allowedHosts: ['.localhost'],
		proxy: {
			'/api': { target: `http://127.0.0.1:${base}`, ...keepHost },
			'/live': { target: `http://127.0.0.1:${base + 1}`, ...keepHost }
		}
	},
	preview: { allowedHosts: ['.localhost'] },
	test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' }
});
