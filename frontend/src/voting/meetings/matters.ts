/** Which meeting matters now: the one chosen by its address, the one the session names, the next planned, the last held. */
import { page } from '$app/state';
import { session } from '$platform/accounts/session.svelte';
import { call } from '$platform/api/client';
import type { MeetingSummary } from '$platform/api/types';

let chosen: string | null = null;

/** A practice meeting is entered by its own address (`?mote=`) and stays chosen while the page lives. */
export function meetingHere(): string | null {
	chosen = page.url.searchParams.get('mote') ?? chosen;
	return chosen ?? session.current?.meeting_id ?? null;
}

/** Back to the meeting that the session names. */
export function leaveChosen(): void {
	chosen = null;
}

export async function theMeeting(): Promise<MeetingSummary | null> {
	const everyone = await call('GET meetings');
	// The board's own meetings are the board's: they take nobody's screen unless they are asked for.
	const all = everyone.filter((meeting) => meeting.kind !== 'board');
	const named = meetingHere();
	return (
		everyone.find((meeting) => meeting.id === named) ??
		all.find((meeting) => meeting.state === 'open') ??
		all.find((meeting) => meeting.state === 'planned' && !meeting.is_rehearsal) ??
		all.findLast((meeting) => !meeting.is_rehearsal) ??
		null
	);
}
