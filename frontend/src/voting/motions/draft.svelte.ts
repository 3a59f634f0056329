/** A motion that is being written. It outlives the screen: a vote may open meanwhile, or the page be loaded again. */
import type { Id, Motion, MotionKind } from '$platform/api/types';
import { newKey } from '../polls/keeping';

interface Kept {
	kind: MotionKind | '';
	target: string;
	parent: Id;
	text: string;
	amount: string;
	reasons: string;
	open: boolean;
}

const EMPTY: Kept = { kind: '', target: '', parent: '', text: '', amount: '', reasons: '', open: false };

export class Draft {
	kind = $state<MotionKind | ''>('');
	target = $state('');
	/** The motion that this one would change. */
	parent = $state<Id>('');
	text = $state('');
	amount = $state('');
	reasons = $state('');
	open = $state(false);
	/** What the request is called until it has been answered: sent again, it files nothing more. */
	key = newKey();

	constructor(private name: string) {
		try {
			Object.assign(this, EMPTY, JSON.parse(sessionStorage.getItem(name) ?? '{}') as Partial<Kept>);
		} catch {
			// Storage can be closed off, or hold something older.
		}
	}

	keep() {
		const { kind, target, parent, text, amount, reasons, open } = this;
		try {
			sessionStorage.setItem(this.name, JSON.stringify({ kind, target, parent, text, amount, reasons, open }));
		} catch {
			// Then it is kept as long as the page.
		}
	}

	empty() {
		Object.assign(this, EMPTY);
		this.key = newKey();
		this.keep();
	}

	/** To change another motion: its own words are there from the start. */
	changing(motion: Motion) {
		Object.assign(this, EMPTY, { kind: 'change', parent: motion.id, text: motion.new_sv, open: true });
		this.keep();
	}
}

const drafts = new Map<string, Draft>();

export function draftOf(meeting: Id, no: number): Draft {
	const name = `stadga.motion.${meeting}.${no}`;
	let found = drafts.get(name);
	if (!found) drafts.set(name, (found = new Draft(name)));
	return found;
}
