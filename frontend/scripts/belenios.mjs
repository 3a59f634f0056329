/**
 * The ballots' TypeScript in Node, for tests and for the story's clients: a JSON object a line in, one a line out.
 * {"deed": "makeBallot", "given": {…}} → {"found": …} or {"refused": "…"}. Bytes go as {"base64": "…"}.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const source = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'voting', 'belenios', 'deeds.ts');
const folder = mkdtempSync(join(tmpdir(), 'belenios-'));
await build({
	configFile: false,
	root: folder,
	logLevel: 'silent',
	build: { lib: { entry: source, formats: ['es'], fileName: () => 'deeds.mjs' }, outDir: folder, minify: false }
});
const { deeds } = await import(pathToFileURL(join(folder, 'deeds.mjs')).href);
rmSync(folder, { recursive: true });

const revive = (_name, value) => (value && typeof value.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value);

for await (const line of createInterface({ input: process.stdin })) {
	const { deed, given } = JSON.parse(line, revive);
	try {
		console.log(JSON.stringify({ found: (await deeds[deed](given)) ?? null }));
	} catch (error) {
		console.log(JSON.stringify({ refused: error.message, kind: error.constructor.name }));
	}
}
