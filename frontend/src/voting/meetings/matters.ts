/** Which meeting matters now: the one the session names, else the open one, the next planned, the last held. */
import { session } from '$platform/accounts/session.svelte';
import { call } from '$platform/api/client';
import type { MeetingSummary } from '$platform/api/types';

export async function theMeeting(): Promise<MeetingSummary | null> {
	const all = await call('GET meetings');
	const named = session.current?.meeting_id;
	return (
		all.find((meeting) => meeting.id === named) ??
		all.find((meeting) => meeting.state === 'open') ??
		all.find((meeting) => meeting.state === 'planned') ??
		all.at(-1) ??
		null
	);
}
