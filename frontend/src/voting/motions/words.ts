/** The words of motions and of the order they are decided in, the same on desk, phone and wall. */
import type { Motion, MotionKind, Order, OrderBranch, OrderStep, ShownOrder } from '$platform/api/types';
import { capital, coins, m, number, swedish, unmarked } from '$platform/texts';

export { money } from '$platform/texts';

/** The mark of the main proposal. */
export const MAIN = 'H';

export function kindWord(kind: MotionKind): string {
	return {
		change: m.voting_motions_kind_change, insert: m.voting_motions_kind_insert, append: m.voting_motions_kind_append,
		delete: m.voting_motions_kind_delete, proposal: m.voting_motions_kind_proposal, reject: m.voting_motions_kind_reject,
		table: m.voting_motions_kind_table, refer_back: m.voting_motions_kind_refer_back,
		adjourn: m.voting_motions_kind_adjourn, close_list: m.voting_motions_kind_close_list
	}[kind]();
}

/** A place of the text, as it is called in the reader's language. */
export function ref(text: string): string {
	return swedish() ? text : text.replace(/\bmom\./g, 'para.').replace(/^klass /, 'class ');
}

/** "§ 1 mom. 2 · Ändring": where a motion is, and what it asks for. */
export function about(motion: Motion): string {
	const place = motion.parent ? m.voting_motions_change_in({ mark: motion.parent.mark }) : motion.clause ? ref(motion.clause.ref) : '';
	const kind = motion.parent ? '' : kindWord(motion.kind);
	return capital([place, kind].filter(Boolean).join(' · '));
}

/** The words that a motion is about, as they read now; empty when it is about no text. */
export function standsNow(motion: Motion, order: Order): string {
	if (motion.parent) return order.motions.find((one) => one.id === motion.parent?.id)?.new_sv ?? '';
	return order.tree.find((one) => one.slot === motion.target && one.kind === 'clause')?.base_sv ?? '';
}

export function stateWord(motion: Motion): string {
	if (motion.state === 'merged') return m.voting_motions_state_merged({ mark: motion.merged_into?.mark ?? '' });
	return {
		filed: m.voting_motions_state_filed, withdrawn: m.voting_motions_state_withdrawn, fallen: m.voting_motions_state_fallen,
		carried: m.voting_motions_state_carried, rejected: m.voting_motions_state_rejected
	}[motion.state]();
}

export function recommendationWord(word: string): string {
	const words: Record<string, () => string> = { bifall: m.voting_motions_word_carry, avslag: m.voting_motions_word_reject, ingen: m.voting_motions_word_none, jämkning: m.voting_motions_word_adjust };
	return words[word]?.() ?? word;
}

/** Whole coins from what somebody wrote; null when it is no amount. */
export function ore(written: string): number | null {
	const found = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(unmarked(written));
	return found ? coins(found[1] ?? '', found[2]) : null;
}

/** "A2", "Huvudförslaget", or "vinnaren i steg 1" while it is not known. */
export function sideName(mark: string): string {
	if (mark === MAIN) return m.voting_motions_main();
	return mark.startsWith('step:') ? m.voting_motions_winner_of({ step: mark.slice(5) }) : mark;
}

/** The server's own title in Swedish; the same thing said in English. */
export function stepTitle(step: OrderStep): string {
	if (swedish()) return step.title_sv;
	const place = ref(step.ref_sv);
	switch (step.kind) {
		case 'today':
			return m.voting_motions_step_today();
		case 'formal':
			return m.voting_motions_step_formal();
		case 'whole':
			return m.voting_motions_step_whole();
		case 'counter':
		case 'round':
			return m.voting_motions_step_counter({ place });
		case 'main':
			return m.voting_motions_step_main({ place });
		default:
			return place || m.voting_motions_step_proposal();
	}
}

export function branchTitle(order: ShownOrder, branch: OrderBranch): string {
	if (branch.kind === 'formal') return m.voting_motions_step_formal();
	if (branch.kind === 'whole') return swedish() ? branch.ref_sv : m.voting_motions_step_whole();
	if (branch.kind === 'matter') return m.voting_motions_step_proposal();
	if (branch.kind === 'class') return [capital(ref(branch.ref_sv)), className(order, branch.slot)].filter(Boolean).join(': ');
	if (swedish()) return capital(branch.ref_sv);
	if (branch.kind === 'sub') return m.voting_motions_change_in({ mark: branch.slot });
	return branch.kind === 'new' ? m.voting_motions_new_place({ ref: ref(branch.ref_sv.replace(/^ny /, '')) }) : ref(branch.ref_sv);
}

/** "Företag, 10–49 anställda": what a class of fees is called. */
function className(order: ShownOrder, id: string): string {
	const found = order.matter.fees?.classes.find((one) => one.id === id);
	return (found && ((!swedish() && found.en) || found.sv)) ?? '';
}

/** What came of a step, in a word or two; empty until it is taken. */
export function stepOutcome(step: OrderStep): string {
	if (step.state === 'skipped') return m.voting_motions_skipped();
	if (!step.outcome) return '';
	if (step.kind === 'today') return step.outcome === 'carried' ? m.voting_polls_today() : m.voting_polls_later();
	if (step.way === 'yes_no') return step.outcome === 'carried' ? m.voting_polls_carried() : m.voting_polls_rejected();
	const winner = sideName(step.winner ?? '');
	return step.kind === 'main' || step.kind === 'formal' ? m.voting_motions_won({ winner }) : m.voting_motions_goes_on({ winner });
}

/** A filled mark for what was carried, a hollow one for what was rejected or is not put any more. */
export function stepTag({ state, way, outcome }: Pick<OrderStep, 'state' | 'way' | 'outcome'>): 'done' | 'plain' {
	return state !== 'done' || (way === 'yes_no' && outcome === 'rejected') ? 'plain' : 'done';
}

/** "57–44": the winner's votes first; empty when nobody counted. */
export function score(step: OrderStep): string {
	const votes = [...step.choices].sort((one, two) => Number(two.wins) - Number(one.wins)).map((choice) => choice.votes);
	return votes.some((n) => n === null) ? '' : votes.map((n) => number(n ?? 0)).join('–');
}

/** How a step was decided, where that is not told by the votes. */
export function stepMeans(step: OrderStep): string {
	if (step.resolved_by === 'chair') return m.voting_motions_tie_chair();
	if (step.resolved_by === 'status_quo') return m.voting_motions_tie_falls();
	if (step.resolved_by) return m.voting_motions_tie_lot();
	if (step.method === 'acclamation') return m.voting_meetings_by_acclamation();
	return step.method === 'trial_vote' ? m.voting_motions_by_trial() : '';
}

/** What stands in a place after its last step; empty until then. */
export function branchOutcome(branch: OrderBranch): string {
	const { winner } = branch;
	if (winner === null || branch.kind === 'formal' || branch.kind === 'whole') return '';
	if (winner === '') return m.voting_motions_state_rejected();
	const what = branch.kind === 'class' && branch.text_sv ? `${sideName(winner)}, ${branch.text_sv}` : sideName(winner);
	return winner === MAIN || winner === branch.main ? m.voting_motions_stands({ what }) : m.voting_motions_carried({ what });
}

/** The step that is put next, its number and how many there are. */
export function coming(order: ShownOrder): OrderStep | null {
	return order.steps.find((step) => step.no === order.next?.step) ?? null;
}

/** "Steg 2 av 7", "Godkänd, alla steg är tagna" and what is between. */
export function progress(order: ShownOrder): string {
	const total = order.steps.length;
	const next = coming(order);
	if (order.finished_at) return m.voting_motions_all_taken({ n: total });
	if (!order.approved_at) return m.voting_motions_steps({ n: total });
	return next ? m.voting_motions_step_of({ step: next.no, total }) : m.voting_motions_rest_left();
}
