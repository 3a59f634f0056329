/**
 * An officer's device in the ceremony and after it. It answers each round by itself, from its seed and from what the
 * house shows; a reload changes nothing. The list is answered by a person, who has compared it with the others.
 */
import { session } from '$platform/accounts/session.svelte';
import { call, NoAnswer, Problem } from '$platform/api/client';
import type { Board, Ceremony, JournalEntry, Poll } from '$platform/api/types';
import { ask } from '../belenios/client';
import { Refused } from '../belenios/canonical';
import { forget } from '../ballotbox/spent';
import { drop, isOnPaper, keep, recall, type Kept } from './kept';

const AT_LEAST = 5;
const TWO_HALVES = 'so few are needed that two groups of us could each open a vote, with other ballots';
const LOOK = 1_500;

export class Officer {
	shown = $state.raw<Ceremony | null>(null);
	/** The hash as this device computes it from the list. */
	pin = $state('');
	seed = $state('');
	busy = $state('');
	trouble = $state.raw<unknown>(null);
	/** How far the device has come with checking the ballots of a vote that has ended. */
	checked = $state.raw<{ done: number; of: number } | null>(null);
	/** Heads of each vote's chain that this device saw while it was open. */
	private heads = new Map<string, Set<string>>();
	/** Votes that the house has taken this device's part of. */
	private given = new Set<string>();
	/** What this device has stopped at: it is not tried again until the page is opened anew, or another key is made. */
	private stopped = new Set<string>();
	private trueKeys = new Set<string>();
	private lost = false;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private running = false;
	private looking = false;
	private again = false;
	private computedOf = '';

	constructor(private meeting: string) {
		this.seed = this.kept()?.seed ?? '';
	}

	get me() {
		return this.shown?.officers.find((one) => one.is_me) ?? null;
	}

	/** The seed on this device is not the one whose certificate is in the list. */
	get isStranger() {
		return Boolean(this.me) && !this.seed;
	}

	/** The line that stands on the paper: the one that was compared, whatever list the house shows later. */
	get compared() {
		return this.kept()?.pin ?? this.pin;
	}

	start() {
		this.running = true;
		void this.look();
	}

	stop() {
		this.running = false;
		clearTimeout(this.timer);
	}

	/** Something happened in the meeting: it is looked into at once, not when the next look is due. */
	hear({ kind }: JournalEntry) {
		if (this.running && /^voting\.(polls|ceremony)\./.test(kind)) void this.look();
	}

	/** Round one: a new seed, or the one that is here. */
	async join() {
		await this.doing('join', async () => {
			if (!this.seed) this.keep({ seed: (await ask('newSeed')).seed });
			const certificate = await ask('roundOne', { seed: this.seed });
			await this.send('POST meetings/{id}/ceremony/certificate', { certificate });
		});
	}

	/**
	 * The seed from the paper, on another device. `line`: what stands beside it, since the house that shows the list now
	 * might show another one than was compared.
	 */
	async bring(seed: string, line: string) {
		await this.doing('bring', async () => {
			const clean = seed.replace(/[^1-9A-HJ-NP-Za-km-z]/g, '');
			const mine = await ask('roundOne', { seed: clean });
			const { verification } = JSON.parse(mine.message) as { verification: string };
			const known = this.shown?.certificates.some((one) => (JSON.parse(one.message) as { verification: string }).verification === verification);
			if (!known) throw new Refused('this code is not in the list');
			const shown = this.shown!;
			const pin = await this.computed(shown);
			if (!isOnPaper(line, pin)) throw new Refused('the list is not the one whose line stands on the paper');
			this.keep({ seed: clean, first: pin, pin: this.me?.confirmed ? pin : undefined, threshold: shown.threshold ?? undefined });
		});
	}

	/** The officer has compared: the list is pinned, and the coefficients are committed to. */
	async confirm() {
		await this.doing('confirm', async () => {
			const shown = this.shown!;
			const pin = await this.computed(shown);
			this.holdTo(pin);
			const list = this.list(shown);
			if (2 * list.threshold <= list.certificates.length) throw new Refused(TWO_HALVES);
			const { commitment } = await ask('commitment', { seed: this.seed, ...list });
			this.keep({ ...this.kept()!, pin, threshold: list.threshold });
			await this.send('POST meetings/{id}/ceremony/confirmation', { pin, commitment });
		});
	}

	async freeze(officers: string[], threshold: number) {
		await this.doing('freeze', () => this.send('POST meetings/{id}/ceremony/list', { officers, threshold }));
	}

	async breakOff(reason: string) {
		await this.doing('void', () => this.send('POST meetings/{id}/ceremony/void', { reason }));
	}

	private async look() {
		if (this.looking) return void (this.again = true);
		clearTimeout(this.timer);
		[this.looking, this.again] = [true, false];
		try {
			this.shown = await call('GET meetings/{id}/ceremony', { path: { id: this.meeting } });
			if (this.shown.certificates.length) this.pin = await this.computed(this.shown);
			this.forgetIfOver();
			if (this.shown.state === 'comparing' && this.me) this.holdTo(this.pin);
			if (this.lost) [this.trouble, this.lost] = [null, false];
			if (session.may('ceremony.join')) await this.answer();
		} catch (why) {
			if (!this.shown || why instanceof Refused || (why instanceof Problem && why.status < 500)) [this.trouble, this.lost] = [why, true];
		}
		this.looking = false;
		if (this.running) this.timer = setTimeout(() => void this.look(), this.again ? 0 : LOOK);
	}

	/**
	 * One seed, one list. Who has compared a line looks at the others, not at the screen, when it is confirmed: a list that
	 * is put in its place meanwhile would be confirmed instead. After a ceremony that was broken off, seeds are new.
	 */
	private holdTo(pin: string) {
		const kept = this.kept();
		if (!kept) return;
		if (!kept.first) this.keep({ ...kept, first: pin });
		else if (kept.first !== pin) throw new Refused('the list is not the one that stood here first');
	}

	/**
	 * A ceremony that was broken off leaves a seed that nobody may use again, and so does one whose messages are erased,
	 * when the minutes are signed. Another list is no reason: it may be false.
	 */
	private forgetIfOver() {
		if (this.shown?.is_erased) forget(this.meeting);
		else if ((this.kept()?.pin ?? this.kept()?.first) && this.shown?.state === 'gathering') drop(this.meeting, this.user());
		else return;
		this.seed = '';
		this.stopped.clear();
	}

	private async answer() {
		const shown = this.shown!;
		const me = this.me;
		const kept = this.kept();
		if (!me || !this.seed || this.busy) return;
		if (shown.state === 'dealing' && !me.dealt) {
			await this.answering('deal', async () => {
				const polynomial = await ask('roundTwo', { seed: this.seed, pin: kept?.pin ?? '', ...this.pinned(shown) });
				await this.send('POST meetings/{id}/ceremony/polynomial', { polynomial });
			});
		} else if (shown.state === 'keying' && !me.keyed && shown.input) {
			await this.answering('key', async () => {
				const given = { seed: this.seed, pin: kept?.pin ?? '', vinput: shown.input, commitments: shown.commitments, ...this.pinned(shown) };
				await this.send('POST meetings/{id}/ceremony/share', { share: await ask('roundThree', given) });
			});
		} else if (shown.state === 'ready' && (await this.isOurs(''))) await this.decryptWhatHasEnded();
	}

	/**
	 * Whether the key that the house publishes is the one that was made here, of which this officer has a part; and whether a
	 * vote is encrypted to it, which is asked while it is open. Each is looked into once.
	 */
	private async isOurs(election: string): Promise<boolean> {
		const { trustees, threshold, kept_key } = this.shown!;
		const what = `${trustees} ${election}`;
		if (this.trueKeys.has(what)) return true;
		const kept = this.kept();
		const given = { trustees, seed: this.seed, pin: kept?.pin ?? '', threshold: kept?.threshold ?? threshold ?? 0, privateKey: kept_key ?? '' };
		await this.answering(what, async () => {
			await ask('published', election ? { ...given, election } : given);
			this.trueKeys.add(what);
		});
		return this.trueKeys.has(what);
	}

	/** A secret vote that has ended and is not opened: this device checks every ballot and gives its part, once. */
	private async decryptWhatHasEnded() {
		const poll = (await call('GET meetings/{id}/state', { path: { id: this.meeting } })).poll as Poll | null;
		if (!poll || poll.secrecy !== 'secret' || poll.state === 'prepared' || poll.state === 'voided') return;
		const board = await call('GET polls/{id}/board', { path: { id: poll.id } });
		this.remember(poll.id, board);
		const mine = board.officers.find((one) => one.owner === this.me?.place);
		const kept = this.kept()!;
		if (board.opened_at || !(await this.isOurs(board.election))) return;
		if (!board.ended_at || !mine || mine.given || this.given.has(poll.id)) return;
		if (board.ballots.filter((one) => !one.replaced).length < AT_LEAST) return;
		await this.answering('decrypt', async () => {
			const file = async (name: string) => {
				const found = await fetch(`/api/polls/${poll.id}/${name}`, { credentials: 'same-origin', cache: 'no-store' });
				if (!found.ok) throw new NoAnswer();
				return found;
			};
			const help = file('commitments.json').then((found) => found.text());
			const content = new Uint8Array(await (await file('archive.bel')).arrayBuffer());
			const sideProofs = await (await file('proofs.json')).text(); // afterwards: of every officer who stands in the archive
			const given = {
				content, sideProofs, seed: this.seed, pin: kept.pin ?? '', privateKey: this.shown!.kept_key ?? '',
				atLeast: AT_LEAST, election: board.election, commitments: await help, heads: [...(this.heads.get(poll.id) ?? [])], opened: kept.opened ?? {}
			};
			const made = await ask('decrypt', given, (done, of) => (this.checked = { done, of }));
			// Before it leaves: an answer may be lost, or be said to be.
			this.keep({ ...kept, opened: { ...kept.opened, [made.election]: made.tally } });
			await call('POST polls/{id}/decryption', { path: { id: poll.id }, body: { decryption: made.partial, side_proofs: made.sideProofs }, patience: 30_000 });
			this.given.add(poll.id);
		}, poll.id);
		this.checked = null;
	}

	/** By the vote that was asked for, not by what the answer calls itself. */
	private remember(poll: string, board: Board) {
		const seen = this.heads.get(poll) ?? new Set<string>();
		if (!board.ended_at) seen.add(board.head);
		this.heads.set(poll, seen);
	}

	/** The list under the threshold that this officer agreed to, whatever the house says now. */
	private pinned(shown: Ceremony) {
		return { certificates: shown.certificates, threshold: this.kept()?.threshold ?? shown.threshold ?? 0 };
	}

	private list(shown: Ceremony) {
		return { certificates: shown.certificates, threshold: shown.threshold ?? 0 };
	}

	/** Not reckoned anew as long as the house shows the same list. */
	private async computed(shown: Ceremony) {
		const [list, of] = [this.list(shown), JSON.stringify(this.list(shown))];
		if (of !== this.computedOf) [this.pin, this.computedOf] = [(await ask('pin', list)).pin, of];
		return this.pin;
	}

	private async send(what: Parameters<typeof call>[0], body: unknown) {
		this.shown = (await (call as (what: string, given: object) => Promise<unknown>)(what, { path: { id: this.meeting }, body })) as Ceremony;
	}

	/** Answers by itself. What the device finds untrue stops it: it is told, and not tried again, as a lost line is. */
	private async answering(what: string, act: () => Promise<unknown>, of = '') {
		if (this.stopped.has(what + of)) return;
		if ((await this.doing(what, act)) instanceof Refused) this.stopped.add(what + of);
	}

	/** Gives what went wrong, which stays on the screen until something has gone right. */
	private async doing(what: string, act: () => Promise<unknown>): Promise<unknown> {
		if (this.busy) return null;
		this.busy = what;
		try {
			await act();
			return (this.trouble = null);
		} catch (why) {
			return (this.trouble = why);
		} finally {
			this.busy = '';
		}
	}

	private user() {
		return session.current?.user?.id ?? '';
	}

	private kept(): Kept | null {
		return recall(this.meeting, this.user());
	}

	private keep(kept: Kept) {
		keep(this.meeting, this.user(), kept);
		this.seed = kept.seed;
	}
}
