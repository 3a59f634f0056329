/** Turns messages/*.json (ICU MessageFormat, sv and en) into one small TypeScript function per text. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'messages');
const target = join(root, 'src/platform/texts/gen');
const languages = /** @type {const} */ (['sv', 'en']);

/** Texts the API can name by code, the chair's next act among them: they are looked up while running, so they live in a chunk of their own. */
const namedByCode = /^(?!platform\.kernel\.(error_|obstacle_count)).*\.(obstacle|error|fault|note|wrong|field|file|document|finding)_[a-z0-9_]+$|^voting\.register\.reason_[a-z_]+$|^billing\.bank\.(because|waits)_[a-z_]+$|^tenants\.statutes\.lint_[a-z_]+$|^voting\.(meetings|register|polls|motions|elections)\.next_[a-z_]+$/;

/** @typedef {import('@formatjs/icu-messageformat-parser').MessageFormatElement} Element */
/** @typedef {{sv: string, en: string}} Text */

/** @returns {Record<string, Text>} */
export function readTexts() {
	const seen = new Set();
	/** @type {Record<string, Text>} */
	const all = {};
	for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
		const texts = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		for (const key of Object.keys(texts)) {
			if (seen.has(key)) throw new Error(`${file}: ${key} is written twice`);
			seen.add(key);
		}
		Object.assign(all, texts);
	}
	return all;
}

/** No-break spaces where WRITING asks for them, so that nobody has to remember.
 * @param {string} text */
export function bindSpaces(text) {
	return text
		.replace(/(kl\.|§§?|mom\.|nr|Votering|votering|Vote|vote) (?=[\d{§])/g, '$1\u00a0')
		.replace(/(\d) (?=(kr|minuter|sekunder)\b)/g, '$1\u00a0');
}

/** What the association counts in: `{own_currency, select, EUR {euro} other {kronor}}` needs nobody to pass it. */
const OWN = 'own_currency';

/** An amount in the association's own currency: `{left, number, money}`.
 * @param {Element} element */
const isMoney = (element) => element.type === TYPE.number && element.style === 'money';

/** @param {Element[]} elements @param {Map<string, Set<string>>} params @returns {Map<string, Set<string>>} */
export function placeholders(elements, params = new Map()) {
	for (const element of elements) {
		if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
		if (element.type === TYPE.tag) throw new Error('tags are not used in texts');
		if (element.type === TYPE.select && element.value === OWN) {
			for (const option of Object.values(element.options)) placeholders(option.value, params);
			continue;
		}
		const kinds = params.get(element.value) ?? new Set();
		kinds.add(element.type === TYPE.plural || isMoney(element) ? 'number' : 'text');
		params.set(element.value, kinds);
		if (element.type === TYPE.plural || element.type === TYPE.select) {
			for (const option of Object.values(element.options)) placeholders(option.value, params);
		}
	}
	return params;
}

/** @param {Element[]} elements @param {string | null} pound @returns {string} */
function expression(elements, pound = null) {
	const parts = elements.map((element) => {
		switch (element.type) {
			case TYPE.literal:
				return element.value.replace(/[\\`]|\$\{/g, '\\$&');
			case TYPE.pound:
				return '${show(' + pound + ')}';
			case TYPE.argument:
				return '${show(p.' + element.value + ')}';
			case TYPE.number:
				if (!isMoney(element)) throw new Error(`the one kind of number in texts is money: ${element.value}`);
				return '${money(p.' + element.value + ')}';
			case TYPE.plural: {
				const name = `p.${element.value}`;
				return '${' + choose(element.options, name, (key) => (key.startsWith('=') ? key.slice(1) : '1')) + '}';
			}
			case TYPE.select:
				return '${' + choose(element.options, element.value === OWN ? 'currency.now' : `p.${element.value}`, (key) => JSON.stringify(key)) + '}';
			default:
				throw new Error(`this kind of placeholder is not used in texts: ${element.type}`);
		}
	});
	return '`' + parts.join('') + '`';
}

/** In Swedish and English the only plural category besides "other" is exactly one.
 * @param {Record<string, {value: Element[]}>} options @param {string} name @param {(key: string) => string} literal */
function choose(options, name, literal) {
	const cases = Object.entries(options).filter(([key]) => key !== 'other');
	cases.sort(([a], [b]) => Number(b.startsWith('=')) - Number(a.startsWith('=')));
	const last = expression(options.other?.value ?? [], name);
	return cases.reduceRight((rest, [key, option]) => `${name} === ${literal(key)} ? ${expression(option.value, name)} : ${rest}`, last);
}

/** @param {string} key */
export const functionName = (key) => key.replace(/[.-]/g, '_');

/** @param {string} key @param {Text} text */
export function compileText(key, text) {
	const trees = languages.map((language) => {
		try {
			return parse(bindSpaces(text[language]));
		} catch (error) {
			throw new Error(`${key} (${language}): ${error instanceof Error ? error.message : error}`);
		}
	});
	const params = new Map();
	for (const tree of trees) placeholders(tree, params);
	const fields = [...params].map(([name, kinds]) => `${name}: ${kinds.has('number') ? 'number' : 'string | number'}`);
	const argument = fields.length ? `p: { ${fields.join('; ')} }` : '';
	const [sv, en] = trees.map((tree) => expression(tree));
	const body = sv === en ? sv : `swedish() ? ${sv} : ${en}`;
	return `/** ${text.sv.replace(/\*\//g, '* /')} */\nexport const ${functionName(key)} = (${argument}): string => ${body};\n`;
}

/** One module per text, so that the bundler gives each screen its own and nothing else. */
export function compileAll() {
	const note = '// Made from messages/*.json by scripts/texts.mjs. Change the texts there.\n';
	const head = (/** @type {string} */ up, /** @type {string} */ code) =>
		`${note}import { show, swedish } from '${up}language.svelte';\n${imports(code, up)}\n`;
	const imports = (/** @type {string} */ code, /** @type {string} */ up) => {
		const names = [...(code.includes('currency.now') ? ['currency'] : []), ...(code.includes('${money(') ? ['money'] : [])];
		return names.length ? `import { ${names.join(', ')} } from '${up}money.svelte';\n` : '';
	};
	const texts = Object.entries(readTexts());
	const plain = texts.filter(([key]) => !namedByCode.test(key));
	const coded = texts.filter(([key]) => namedByCode.test(key));
	const wanted = new Set(plain.map(([key]) => `${functionName(key)}.ts`));
	mkdirSync(join(target, 't'), { recursive: true });
	for (const old of readdirSync(join(target, 't'))) if (!wanted.has(old)) rmSync(join(target, 't', old));
	for (const [key, text] of plain) {
		const code = compileText(key, text);
		put(`t/${functionName(key)}.ts`, head('../../', code) + code);
	}
	put('messages.gen.ts', note + plain.map(([key]) => `export { ${functionName(key)} } from './t/${functionName(key)}';\n`).join(''));
	const table = coded.map(([key]) => `\t'${key}': ${functionName(key)}`).join(',\n');
	const code = coded.map(([key, text]) => compileText(key, text)).join('\n');
	put('coded.gen.ts', `${head('../', code)}${code}\n/** Texts by the code that the API sends. */\nexport const byCode: Record<string, (params: never) => string> = {\n${table}\n};\n`);
}

/** @param {string} name @param {string} content */
function put(name, content) {
	mkdirSync(target, { recursive: true });
	const path = join(target, name);
	if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
	writeFileSync(path, content);
}

/** Compiles before a build, and again whenever a text changes during development.
 * @returns {import('vite').Plugin} */
export function textsPlugin() {
	return {
		name: 'stadga-texts',
		configResolved: () => compileAll(),
		configureServer(server) {
			server.watcher.add(folder);
			server.watcher.on('change', (path) => {
				if (path.startsWith(folder)) compileAll();
			});
		}
	};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) compileAll();
