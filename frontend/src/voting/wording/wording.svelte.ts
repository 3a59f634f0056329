/** The words around one decision while they are written: saved by themselves, never over somebody else's. */
import { call, NoAnswer, Problem } from '$platform/api/client';
import type { Id, ItemWords, Obstacle } from '$platform/api/types';

export type Word = 'background_sv' | 'moved_sv' | 'remarks_sv';
export const WORDS: Word[] = ['background_sv', 'moved_sv', 'remarks_sv'];
export type Texts = Record<Word, string>;

const EMPTY: Texts = { background_sv: '', moved_sv: '', remarks_sv: '' };
/** So long after the last key the words are saved; so long after a lost connection they are tried again. */
const PAUSE = 1200;
const AGAIN = 4000;

export class Wording {
	/** What stands in the boxes. */
	text = $state<Texts>({ ...EMPTY });
	/** What the server had when it was read or saved last. */
	private base = $state.raw<Texts>({ ...EMPTY });
	known = $state.raw<ItemWords | null>(null);
	/** Somebody else's words, where they wrote the same as we did: nothing is saved there until one is chosen. */
	theirs = $state.raw<Partial<Record<Word, { text: string; name: string }>>>({});
	saving = $state(false);
	savedOnce = $state(false);
	trouble = $state.raw<unknown>(null);
	/** What the text waits for: the § was approved, or the minutes were frozen, while it was open here. */
	obstacles = $state.raw<Obstacle[]>([]);
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private meeting: Id,
		private no: number,
		private changed: () => void
	) {}

	private get name() {
		return `stadga.words.${this.meeting}.${this.no}`;
	}

	/** What is written here and not saved. */
	get waiting(): Word[] {
		return WORDS.filter((word) => this.text[word].trim() !== this.base[word]);
	}

	/** Reads what stands. What is being written is kept; what somebody else wrote meanwhile is shown beside it. */
	async read(): Promise<void> {
		try {
			const first = this.known === null;
			this.take(await call('GET meetings/{id}/items/{no}/words', { path: { id: this.meeting, no: this.no } }));
			if (first) this.remember();
			if (this.trouble instanceof NoAnswer) this.trouble = null;
		} catch (why) {
			this.trouble = why;
		}
	}

	/** A key was pressed. */
	touch(): void {
		this.keep();
		this.later(PAUSE);
	}

	async save(): Promise<void> {
		clearTimeout(this.timer);
		if (this.saving) return this.later(PAUSE);
		const words = this.waiting.filter((word) => !this.theirs[word]);
		if (!this.known || !words.length || this.obstacles.length) return;
		const said = pick(words, (word) => this.text[word].trim());
		this.saving = true;
		try {
			const stands = await call('PATCH meetings/{id}/items/{no}/words', { path: { id: this.meeting, no: this.no }, body: { ...said, was: pick(words, (word) => this.base[word]) } });
			this.trouble = null;
			this.savedOnce = true;
			this.base = { ...this.base, ...said };
			this.take(stands);
			this.changed();
		} catch (why) {
			await this.refused(why);
		} finally {
			this.saving = false;
			this.keep();
		}
		if (this.waiting.some((word) => !this.theirs[word]) && !this.trouble) this.later(PAUSE);
	}

	/** Ours instead of theirs: said knowing what is replaced. */
	async insist(word: Word): Promise<void> {
		this.base = { ...this.base, [word]: this.theirs[word]?.text ?? this.base[word] };
		this.settle(word);
		await this.save();
	}

	/** Theirs instead of ours. */
	yield(word: Word): void {
		const text = this.theirs[word]?.text ?? '';
		this.base = { ...this.base, [word]: text };
		this.text[word] = text;
		this.settle(word);
		this.keep();
	}

	stop(): void {
		clearTimeout(this.timer);
		void this.save();
	}

	private later(wait: number): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.save(), wait);
	}

	private settle(word: Word): void {
		this.theirs = Object.fromEntries(Object.entries(this.theirs).filter(([name]) => name !== word));
	}

	private take(stands: ItemWords): void {
		const before = { ...this.base };
		this.known = stands;
		this.obstacles = stands.obstacles;
		for (const word of WORDS) {
			const now = stands[word];
			if (now === before[word] || now === this.text[word].trim()) this.settle(word);
			else if (this.text[word].trim() === before[word]) this.text[word] = now;
			else {
				// Both have written: the base stays, so that saving would be refused, and the choice is ours.
				this.theirs = { ...this.theirs, [word]: { text: now, name: stands.by } };
				continue;
			}
			this.base = { ...this.base, [word]: now };
		}
	}

	private async refused(why: unknown): Promise<void> {
		if (why instanceof Problem && why.refused) {
			await this.read();
			const others = why.obstacles.filter((one) => one.code === 'voting.minutes.obstacle_words_changed');
			for (const { params } of others) {
				const word = params.field as Word;
				const theirs = this.theirs[word];
				if (theirs) this.theirs = { ...this.theirs, [word]: { ...theirs, name: String(params.name) } };
			}
			this.trouble = others.length === why.obstacles.length || this.obstacles.length ? null : why;
			return;
		}
		this.trouble = why;
		if (why instanceof NoAnswer) this.later(AGAIN); // the same request again changes nothing twice
	}

	/** What is not saved outlives a page that is loaded again. */
	private keep(): void {
		try {
			if (this.waiting.length) sessionStorage.setItem(this.name, JSON.stringify({ text: this.text, base: this.base }));
			else sessionStorage.removeItem(this.name);
		} catch {
			// Then it is kept as long as the page.
		}
	}

	private remember(): void {
		try {
			const kept = JSON.parse(sessionStorage.getItem(this.name) ?? 'null') as { text: Texts; base: Texts } | null;
			if (!kept || !this.known) return;
			const stands = this.known;
			this.text = { ...EMPTY, ...kept.text };
			this.base = { ...EMPTY, ...kept.base };
			this.take(stands);
			this.later(0);
		} catch {
			// Something older lies there.
		}
	}
}

function pick(words: Word[], what: (word: Word) => string): Partial<Texts> {
	return Object.fromEntries(words.map((word) => [word, what(word)]));
}
