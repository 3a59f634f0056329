/** Puts a .br and a .gz beside every text file of the build, which `web` sends instead to whoever takes it. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const build = join(dirname(fileURLToPath(import.meta.url)), '..', 'build');
const files = readdirSync(join(build, '_app'), { recursive: true }).map((name) => join(build, '_app', String(name)));

for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
	const text = readFileSync(file);
	writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
	writeFileSync(`${file}.br`, brotliCompressSync(text));
}
