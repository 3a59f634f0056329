/** What a phone loads before /mote is on screen, gzipped. Fails above the limit. Fonts come later and do not count. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT = 70 * 1000;
const ROUTE = process.argv[2] ?? '/mote';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const build = join(root, 'build');
const manifestPath = join(root, '.svelte-kit/output/client/.vite/manifest.json');
if (!existsSync(manifestPath)) throw new Error('run `npm run build` first');

/** @type {Record<string, {file: string, imports?: string[], css?: string[], name?: string, src?: string, isEntry?: boolean}>} */
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));

// The kit writes one node per layout, error page and page; the app's dictionary says which nodes a route needs.
const app = Object.keys(manifest).find((key) => key.endsWith('generated/client-optimized/app.js')) ?? Object.keys(manifest).find((key) => key.endsWith('generated/client/app.js'));
const start = Object.keys(manifest).find((key) => key.includes('@sveltejs/kit/src/runtime/client/entry.js'));
const source = readFileSync(join(root, '.svelte-kit/generated/client-optimized/app.js'), 'utf8');
const entry = new RegExp(`"${ROUTE.replace(/[[\]/]/g, '\\$&')}": \\[~?(\\d+)(?:,\\[([\\d,]*)\\])?`).exec(source);
if (!entry || !app || !start) throw new Error(`${ROUTE} is not in the build`);
const numbers = new Set(['0', '1', entry[1], ...(entry[2] ?? '').split(',').filter(Boolean)]);
const nodes = [...numbers].map((n) => Object.keys(manifest).find((key) => key.endsWith(`client-optimized/nodes/${n}.js`)) ?? '');

/** @type {Set<string>} */
const files = new Set();
/** @param {string} key */
function take(key) {
	const chunk = manifest[key];
	if (!chunk) throw new Error(`${key} is not in the manifest`);
	if (files.has(chunk.file)) return;
	files.add(chunk.file);
	for (const css of chunk.css ?? []) files.add(css);
	for (const imported of chunk.imports ?? []) take(imported);
}
for (const key of [start, app, ...nodes]) take(key);
for (const name of readdirSync(join(build, '_app/immutable')).filter((file) => /^boot\..*\.js$/.test(file))) files.add(`_app/immutable/${name}`);

let total = 0;
for (const file of [...files].sort()) {
	const size = gzipSync(readFileSync(join(build, file)), { level: 9 }).length;
	total += size;
	console.log(`${(size / 1000).toFixed(1).padStart(7)} kB  ${file.replace('_app/immutable/', '')}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  ${ROUTE} in all, ${files.size} files; limit ${LIMIT / 1000} kB`);
if (total > LIMIT) process.exit(1);
