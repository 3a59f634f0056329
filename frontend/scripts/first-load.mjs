/** Puts what the phone's first load shares with other screens into one chunk, and nothing else.
 * Left alone, the bundler makes one chunk per set of screens: fifty small files for a phone at the back of the hall. */
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const texts = join(dirname(fileURLToPath(import.meta.url)), '..', 'src/platform/texts/gen/t');
const starts = /routes\/mote\/\+page\.svelte$|routes\/\+(layout|error)\.svelte$|runtime\/client\/entry\.js$|src\/hooks\.client\.ts$/;
/** They only hand on what others ask of them. */
const barrels = /src\/platform\/(texts\/gen\/messages\.gen|texts\/index|ui\/index)\.ts$/;
/** Only the phone has these: they stay with its page. */
const own = /src\/(voting\/phone|routes)\//;

/** @returns {import('vite').Plugin} */
export function firstLoadPlugin() {
	/** @type {Set<string>} */
	const all = new Set();
	return {
		name: 'stadga-first-load',
		moduleParsed: (module) => void all.add(module.id),
		outputOptions(options) {
			if (!String(options.dir).includes('client')) return;
			/** @type {Set<string> | null} */
			let shared = null;
			options.codeSplitting = {
				groups: [
					{
						name(id, context) {
							shared ??= reached([...all].filter((one) => starts.test(one)), context);
							return shared.has(id) && !own.test(id) && !barrels.test(id) ? 'first' : null;
						}
					}
				]
			};
			return options;
		},
		// A page names all that it will need, so that the phone asks for it at once and not step by step.
		generateBundle(options, bundle) {
			if (!String(options.dir).includes('client')) return;
			const chunks = new Map(Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
			const first = new Set([...chunks.keys()].filter((name) => /\/entry\//.test(name)));
			for (const name of first) for (const next of chunks.get(name)?.imports ?? []) first.add(next);
			for (const page of chunks.values()) {
				if (!/\/nodes\//.test(page.fileName)) continue;
				const far = new Set(page.imports);
				for (const name of far) for (const next of chunks.get(name)?.imports ?? []) far.add(next);
				for (const name of far) if (!first.has(name) && !page.imports.includes(name)) page.code += `\nimport"${relative(dirname(page.fileName), name)}"`;
			}
		}
	};
}

/** Everything that is loaded at once from these modules, texts included.
 * @param {string[]} from @param {{ getModuleInfo(id: string): { importedIds: string[], code: string | null } | null }} graph */
function reached(from, graph) {
	const found = new Set(from);
	for (const id of found) {
		const module = graph.getModuleInfo(id);
		if (!module) continue;
		for (const [, name] of (module.code ?? '').matchAll(/\bm\.([a-z][a-z0-9_]+)\(/g)) found.add(join(texts, `${name}.ts`));
		if (!barrels.test(id)) for (const next of module.importedIds) found.add(next);
		else if (/texts\/index\.ts$/.test(id)) for (const next of module.importedIds) if (!barrels.test(next)) found.add(next);
	}
	return found;
}
