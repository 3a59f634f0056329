/**
 * Secrets for votes in one meeting: a voter's key, an officer's seed. They lie under names that begin alike, so that all
 * of a meeting's can be forgotten together once its minutes are signed and nothing is left to sign or to open.
 */
import { call } from '$platform/api/client';

type What = 'key' | 'officer';

const START = 'stadga.';
const NAME = /^stadga\.(?:key|officer)\.([0-9a-f-]{36})\./;

/** Where a device keeps a secret of its owner's for a meeting. */
export const nameOf = (what: What, meeting: string, ...whose: (string | number)[]) => [`${START}${what}`, meeting, ...whose].join('.');

/** Every secret for this meeting, whoever of this device's users it is of. */
export function forget(meeting: string): void {
	for (const name of names()) if (NAME.exec(name)?.[1] === meeting) localStorage.removeItem(name);
}

/** The same for each meeting whose minutes are signed by now. What cannot be asked for is left for another time. */
export async function forgetSpent(): Promise<void> {
	const meetings = new Set(names().flatMap((name) => NAME.exec(name)?.[1] ?? []));
	for (const id of meetings) {
		const minutes = await call('GET meetings/{id}/minutes/state', { path: { id } }).catch(() => null);
		if (minutes?.state === 'complete') forget(id);
	}
}

function names(): string[] {
	try {
		return Object.keys(localStorage);
	} catch {
		return []; // storage that is closed off holds nothing
	}
}
