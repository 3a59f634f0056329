/** The words of a poll: its choices, its outcome and its count, the same on every screen. */
import type { Choice, Option, Poll, Result } from '$platform/api/types';
import { m, swedish } from '$platform/texts';
import type { Bar } from '$platform/ui';
import { electedNames, isAboutPeople, namesIn } from './people';

export function choiceLabel(poll: Poll, choice: Choice): string {
	if (choice === 'yes') return m.voting_polls_choice_yes();
	if (choice === 'no') return m.voting_polls_choice_no();
	if (choice === 'abstain') return m.voting_polls_choice_abstain();
	if (isAboutPeople(poll)) return namesIn(poll, choice);
	return poll.options.find((option) => option.value === choice)?.label ?? choice.toUpperCase();
}

/** Yes and no say when, not whether. */
const asksWhen = (poll: Poll) => poll.purpose?.kind === 'today';

/** What the choice means. The API's hint is Swedish; in English we say the general thing. */
export function choiceHint(poll: Poll, option: Option): string {
	if (swedish() && option.hint) return option.hint;
	if (asksWhen(poll) && option.value !== 'abstain') return option.value === 'yes' ? m.voting_polls_today() : m.voting_polls_later();
	switch (option.value) {
		case 'yes':
			return poll.clause ? m.voting_polls_yes_hint_clause() : m.voting_polls_yes_hint();
		case 'no':
			return poll.clause ? m.voting_polls_no_hint_clause() : m.voting_polls_no_hint();
		case 'abstain':
			return outsideBase(poll, 'abstain') ? m.voting_polls_abstain_hint() : m.voting_polls_abstain_hint_base();
		default:
			return '';
	}
}

export function outsideBase(poll: Poll, choice: Choice): boolean {
	return choice === 'abstain' && poll.rule?.base === 'cast';
}

/** The outcome as a word: Bifall, Avslag, Lika röstetal, or the proposal that won. */
export function outcomeWord(poll: Poll, result: Result): string {
	switch (result.outcome) {
		case 'carried':
			return asksWhen(poll) ? m.voting_polls_today() : m.voting_polls_carried();
		case 'rejected':
			return asksWhen(poll) ? m.voting_polls_later() : m.voting_polls_rejected();
		case 'tied':
			return m.voting_polls_tied();
		case 'elected':
			return m.voting_polls_elected_names({ names: electedNames(poll, result) });
		case 'none':
			return m.voting_polls_nobody_elected();
		default:
			return result.wins ?? '';
	}
}

/** What the outcome means, in one sentence; empty when the word says it all. */
export function outcomeMeaning(poll: Poll, result: Result): string {
	if (result.outcome === 'a' || result.outcome === 'b') return m.voting_polls_won_sub({ label: choiceLabel(poll, result.outcome) });
	if (!poll.clause) return '';
	if (result.outcome === 'carried') return m.voting_polls_carried_sub_clause({ ref: poll.clause.ref });
	if (result.outcome === 'rejected') return m.voting_polls_rejected_sub_clause({ ref: poll.clause.ref });
	return '';
}

/** "57 ja av 101. 51 krävdes.": never a majority without its base. */
export function countSentence(poll: Poll, result: Result): string {
	if (isAboutPeople(poll)) return m.voting_polls_slips({ valid: result.valid ?? 0, blank: result.blank ?? 0, not_voted: result.not_voted, register: result.register });
	const { base, needed } = result;
	const cast = poll.rule?.base === 'cast' ? 'cast' : 'other';
	if (poll.kind === 'yes_no') return m.voting_polls_result_yes({ yes: result.counts.yes ?? 0, base, needed, cast });
	const first = result.outcome === 'b' ? 'b' : 'a';
	return m.voting_polls_result_ab({ label: choiceLabel(poll, first), votes: result.counts[first] ?? 0, base, needed, cast });
}

export function bars(poll: Poll, result: Result): Bar[] {
	const first: Choice = poll.kind === 'yes_no' ? 'yes' : 'a';
	return poll.options.map(({ value }) => ({
		choice: value,
		label: barLabel(poll, value),
		votes: result.counts[value] ?? 0,
		outside: outsideBase(poll, value),
		mark: value === first
	}));
}

export function barLabel(poll: Poll, choice: Choice): string {
	if (choice === 'yes') return asksWhen(poll) ? m.voting_polls_yes_bar_today() : m.voting_polls_yes_bar();
	if (choice === 'no') return asksWhen(poll) ? m.voting_polls_no_bar_later() : m.voting_polls_no_bar();
	if (choice === 'abstain') return outsideBase(poll, choice) ? m.voting_polls_abstained_outside() : m.voting_polls_abstained();
	return choiceLabel(poll, choice);
}

/** "votering 4" beside its item; the item's § stands first. */
export function place(poll: Poll): string {
	return m.voting_polls_place({ item: poll.item_no, no: poll.no });
}
