/** Moves the inline script of build/index.html to a file, so that `script-src 'self'` is enough. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const build = join(dirname(fileURLToPath(import.meta.url)), '..', 'build');
const page = join(build, 'index.html');

const html = readFileSync(page, 'utf8').replace(/<script>([\s\S]*?)<\/script>/g, (_, code) => {
	const hash = createHash('sha256').update(code).digest('hex').slice(0, 10);
	const name = `/_app/immutable/boot.${hash}.js`;
	mkdirSync(join(build, '_app/immutable'), { recursive: true });
	writeFileSync(join(build, name), code);
	return `<script src="${name}"></script>`;
});
if (/<script>|<style>|\sstyle=|\son\w+=/.test(html)) throw new Error('index.html still has something inline');
writeFileSync(page, html);
