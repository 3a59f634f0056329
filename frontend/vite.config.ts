import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { textsPlugin } from './scripts/texts.mjs';

// The tenant is in the host name, so the proxy must hand it on untouched.
const base = Number(process.env.STADGA_PORT ?? 8000);
const keepHost = { changeOrigin: false, xfwd: false };

export default defineConfig({
	plugins: [textsPlugin(), sveltekit()],
	build: {
		// Phones in the hall may be six years old.
		target: ['es2022', 'chrome94', 'firefox93', 'safari16.4'],
		assetsInlineLimit: 0
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
