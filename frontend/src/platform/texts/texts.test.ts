import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { bindSpaces, compileText, functionName, placeholders, readTexts } from '../../../scripts/texts.mjs';
import { firstSentence } from './coded.svelte';

const texts = Object.entries(readTexts());
const sources = files('src').filter((file) => /\.(svelte|ts)$/.test(file) && !/\.(test|d)\.ts$|\/gen\//.test(file));

describe('every text', () => {
	test('is there in Swedish and in English', () => {
		const missing = texts.filter(([, text]) => !text.sv || !text.en).map(([key]) => key);

		expect(missing).toEqual([]);
	});

	test('has the same placeholders in both languages', () => {
		/** What is itself in two languages ends in the language that it is in: {source_sv} there, {source_en} here. */
		const names = (text: string, language: string) => [...placeholders(parse(text)).keys()].map((name) => name.replace(new RegExp(`_${language}$`), '_')).sort();
		const different = texts.filter(([, text]) => names(text.sv, 'sv').join() !== names(text.en, 'en').join()).map(([key]) => key);

		expect(different).toEqual([]);
	});

	test('keeps to the house style', () => {
		const wrong = texts.filter(([, text]) => /!|\bvänligen\b|successfully|lyckades|hoppsan/i.test(text.sv + text.en)).map(([key]) => key);

		expect(wrong).toEqual([]);
	});
});

test('every text that a screen asks for exists', () => {
	const known = new Set(texts.map(([key]) => functionName(key)));
	const asked = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bm\.([a-z_]+)\(/g)].map((found) => found[1]!));

	expect(asked.filter((name) => !known.has(name))).toEqual([]);
	expect(asked.length).toBeGreaterThan(10);
});

test('no words of the interface stand in the screens themselves', () => {
	const said = sources
		.filter((file) => file.endsWith('.svelte'))
		.flatMap((file) => [...markup(file).matchAll(/>([^<>]*[a-zåäö]{3,}[^<>]*)</gi)].map((found) => `${file}: ${found[1]!.trim()}`))
		.filter((line) => !line.endsWith(': Stadga'));

	expect(said).toEqual([]);
});

/** The tags and the words between them, without scripts, styles, comments, titles and {expressions}. */
function markup(file: string): string {
	let code = readFileSync(file, 'utf8').replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<title>.*?<\/title>/g, '');
	for (let before = ''; before !== code; ) {
		before = code;
		code = code.replace(/\{[^{}]*\}/g, '');
	}
	return code;
}

test('every code that the server can answer with has words', () => {
	const code = /["']((?:platform|tenants|voting)\.[a-z_]+\.(?:obstacle|error|fault|note|wrong|field|file|document)_[a-z_0-9]+)["']/g;
	const python = ['../platform', '../tenants', '../voting'].filter((room) => existsSync(room)).flatMap(files).filter((file) => file.endsWith('.py') && !file.includes('migrations'));
	const sent = new Set(python.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(code)].map((found) => found[1]!)));
	const known = new Set(texts.map(([key]) => key));

	expect([...sent].filter((key) => !known.has(key))).toEqual([]);
});

test('a plural becomes plain choices', () => {
	const code = compileText('a.b.votes', { sv: '{n, plural, =0 {inga röster} one {# röst} other {# röster}}', en: '{n, plural, one {# vote} other {# votes}}' });

	expect(code).toContain('p.n === 0 ? `inga röster` : p.n === 1 ? `${show(p.n)} röst` : `${show(p.n)} röster`');
});

test('numbers and their signs stay together on the line', () => {
	expect(bindSpaces('Ta upp § {no} kl. {time}, mom. 2')).toBe('Ta upp §\u00a0{no} kl.\u00a0{time}, mom.\u00a02');
});

test('an obstacle is cut after its first sentence, not after kl.', () => {
	const said = 'Voteringen avslutades kl.\u00a013.02. Den är inte mottagen.';

	expect(said.slice(0, firstSentence(said))).toBe('Voteringen avslutades kl.\u00a013.02.');
});

function files(folder: string): string[] {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? files(path) : [path];
	});
}
