/** The words of a ballot: its choices and its place, the same on every screen. */
import type { Choice, Option, Poll } from '$platform/api/types';
import { m, swedish } from '$platform/texts';
import { isAboutPeople, namesIn } from './people';

export function choiceLabel(poll: Poll, choice: Choice): string {
	if (choice === 'yes') return m.voting_polls_choice_yes();
	if (choice === 'no') return m.voting_polls_choice_no();
	if (choice === 'abstain') return m.voting_polls_choice_abstain();
	if (choice === 'sealed') return m.voting_ballotbox_sealed();
	if (isAboutPeople(poll)) return namesIn(poll, choice);
	return poll.options.find((option) => option.value === choice)?.label ?? choice.toUpperCase();
}

/** Yes and no say when, not whether. */
export const asksWhen = (poll: Poll) => poll.purpose?.kind === 'today';

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

/** What is added up to the register: for and against, two proposals, or slips with names. */
export function sumAbout(poll: Pick<Poll, 'kind'>): 'matter' | 'sides' | 'people' {
	if (poll.kind === 'candidates' || poll.kind === 'ranked') return 'people';
	return poll.kind === 'a_against_b' ? 'sides' : 'matter';
}

/** "votering 4" beside its item; the item's § stands first. */
export function place(poll: Poll): string {
	return m.voting_polls_place({ item: poll.item_no, no: poll.no });
}
