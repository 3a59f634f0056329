/** What of the meeting is one's own, as far as the row of acts asks. */
import type { LiveState, Note } from '$platform/api/types';
import { currentItem } from '../meetings/words';

/** Whose vote it is, when somebody holds several: for one vote alone nobody needs to be told. */
export function memberOf(now: LiveState | null, hold: number): string {
	const held = now?.my?.votes ?? [];
	return held.length > 1 ? (held.find((one) => one.hold === hold)?.member ?? '') : '';
}

/** One's own notes that can be taken back, under any item, the newest first. */
export function myNotes({ my, meeting }: LiveState): Note[] {
	const member = my?.registration?.member.id;
	if (!member) return [];
	return meeting.items.flatMap((item) => item.notes.filter((note) => note.own && note.member_id === member && !note.settled_at)).reverse();
}

/** Something is up that has not been decided, or is being asked anew, and one has not demanded a count of it yet. */
export function mayStillDemand(now: LiveState): boolean {
	const item = currentItem(now.meeting);
	if (!item || item.kind === 'information' || now.meeting.state !== 'open') return false;
	const asking = item.soundings.some((one) => !one.settled_at);
	const gavel = item.decisions.some((one) => one.method !== 'note') && !asking;
	return !gavel && !myNotes(now).some((note) => note.kind === 'count_demanded' && note.item_no === item.no && !note.settled_at);
}
