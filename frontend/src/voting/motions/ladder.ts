/** Who meets whom in one place of the text, step after step: the winner of one meets the next. */
import type { OrderBranch, OrderStep, ShownOrder } from '$platform/api/types';
import { m } from '$platform/texts';
import { branchOutcome, MAIN, score, sideName, stepOutcome } from './words';

export interface Entry {
	label: string;
	/** More of it: a fee, or who moved it. */
	detail: string;
	/** The same where there is little room: who moved it, and nothing where the label says it. */
	short: string;
	votes: number | null;
	wins: boolean;
	/** It comes from the step before. */
	known: boolean;
}

export interface Match {
	step: OrderStep;
	top: Entry;
	low: Entry;
}

export function stepsOf(order: ShownOrder, branch: OrderBranch): OrderStep[] {
	return order.steps.filter((step) => branch.steps.includes(step.no));
}

/** A place where two or more meet is drawn; one question with yes or no is a line. */
export function isLadder(order: ShownOrder, branch: OrderBranch): boolean {
	return stepsOf(order, branch).some((step) => step.way === 'pair' && step.kind !== 'formal');
}

export function matchesOf(order: ShownOrder, branch: OrderBranch): Match[] {
	return stepsOf(order, branch).map((step, n) => {
		const sides = step.choices.map((choice, i) => entry(branch, step, i));
		// The winner of the step before stands on top, whichever side of the question it is.
		const first = n > 0 && step.kind === 'main' ? 1 : 0;
		return { step, top: sides[first]!, low: sides[1 - first]! };
	});
}

function entry(branch: OrderBranch, step: OrderStep, i: number): Entry {
	const choice = step.choices[i]!;
	const mark = step.way === 'pair' ? (step.between[i] ?? '') : i === 0 ? (step.between[0] ?? '') : '';
	const known = !mark.startsWith('step:');
	const label = step.way === 'yes_no' && i === 1 ? m.voting_polls_rejected() : sideName(mark);
	const mover = branch.proposals.find((one) => one.mark === mark)?.mover ?? '';
	const detail = !known || !mark ? '' : branch.kind === 'class' ? choice.text_sv : mover;
	const short = branch.kind === 'class' ? detail : mark === MAIN ? '' : personIn(detail);
	return { label, detail, short, votes: choice.votes, wins: choice.wins, known };
}

/** "Per-Olof Ek" of "Per-Olof Ek (Smålands Kod AB)". */
export const personIn = (mover: string) => mover.replace(/\s*\([^()]*\)$/, '');

/** The drawing in words, for those who hear it. */
export function told(order: ShownOrder, branch: OrderBranch): string {
	const met = matchesOf(order, branch).map(({ step, top, low }) =>
		[m.voting_motions_match({ step: step.no, one: top.label, other: low.label }), stepOutcome(step) && [stepOutcome(step), score(step)].filter(Boolean).join(', ')].filter(Boolean).join(': ')
	);
	return [...met, branchOutcome(branch)].filter(Boolean).join('. ');
}
