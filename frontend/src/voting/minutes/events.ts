/** An entry of the record in words, as short as a margin note. */
import type { JournalEntry, Poll } from '$platform/api/types';
import { m, swedish } from '$platform/texts';
import { logLine } from '../desk/log';
import { outcomeWord } from '../polls/outcome';
import { BRIEF } from '../record/told';

/** `brief` for the margin, where the heading beside it says the rest. */
export function eventWords(entry: JournalEntry, brief = false): string {
	const { kind, body } = entry;
	if (kind === 'voting.meetings.item_started') {
		const no = String(body.no ?? '');
		return brief ? m.voting_record_item_up({ no }) : m.voting_record_item_started({ no, title: String((swedish() ? body.title_sv : body.title_en) ?? '') });
	}
	if (kind === 'voting.polls.declared') {
		const poll = body.poll as Poll | undefined;
		return m.voting_record_poll_declared({ no: poll?.no ?? '', outcome: poll?.result ? outcomeWord(poll, poll.result) : '' });
	}
	return BRIEF[kind]?.(body) ?? logLine(entry) ?? kind;
}
