/** This device's key: it signs its owner's ballots in secret votes. The secret half is never sent anywhere. */
import { session } from '$platform/accounts/session.svelte';
import { call } from '$platform/api/client';
import { hexadecimal } from '../belenios/hashes';
import { ask } from '../belenios/client';
import { nameOf } from './spent';

export interface DeviceKey {
	secret: string;
	credential: string;
}

/** `ours`: this device signs. `elsewhere`: another one does, or a `card`, and this one may take over. */
export type Whose = 'ours' | 'elsewhere' | 'card';

const place = (meeting: string, hold: number) => nameOf('key', meeting, session.current?.user?.id ?? '', hold);

export function kept(meeting: string, hold = 1): DeviceKey | null {
	try {
		const found = JSON.parse(localStorage.getItem(place(meeting, hold)) ?? 'null') as DeviceKey | null;
		return found?.secret && found.credential ? found : null;
	} catch {
		return null;
	}
}

/** A key for each vote that one holds. One at a time, also among tabs: two at once would make a key that nobody keeps. */
export function ensureKeys(meeting: string, holds: number): Promise<Whose> {
	return alone(async () => {
		let whose: Whose = 'ours';
		for (let hold = 1; hold <= holds; hold++) {
			const found = await ensureKey(meeting, hold);
			if (found !== 'ours') whose = found;
		}
		return whose;
	});
}

const alone = <T>(act: () => Promise<T>): Promise<T> => navigator.locks.request('stadga.key', act) as Promise<T>;

/** Gives the key where the house has none yet, or knows this very one; otherwise another device is left in peace. */
async function ensureKey(meeting: string, hold = 1): Promise<Whose> {
	const mine = kept(meeting, hold);
	const known = (await call('GET meetings/{id}/device-keys', { path: { id: meeting } })).find((one) => one.hold === hold);
	if (known && mine && known.fingerprint === (await hexadecimal(mine.credential))) return 'ours';
	if (known) return known.is_card ? 'card' : 'elsewhere';
	await give(meeting, hold, mine ?? (await ask('newCredential')));
	return 'ours';
}

/** Another device was lost: this one signs from now on, with keys of its own. It is on record. */
export function takeOver(meeting: string, holds: number): Promise<void> {
	return alone(async () => {
		for (let hold = 1; hold <= holds; hold++) {
			if ((await ensureKey(meeting, hold)) !== 'ours') await give(meeting, hold, await ask('newCredential'));
		}
	});
}

/** Kept first: a key that the house knows and no device holds would be of no use to anybody. */
async function give(meeting: string, hold: number, key: DeviceKey): Promise<void> {
	localStorage.setItem(place(meeting, hold), JSON.stringify(key));
	await call('PUT meetings/{id}/device-keys', { path: { id: meeting }, body: { key: key.credential, hold } });
}
