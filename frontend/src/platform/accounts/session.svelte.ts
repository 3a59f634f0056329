/** Who you are here, what you may do, and which meeting matters now. */
import { call, Problem } from '$platform/api/client';
import type { Session } from '$platform/api/types';
import { language } from '$platform/texts/language.svelte';
import { currency } from '$platform/texts/money.svelte';

let current = $state.raw<Session | null>(null);
let drift = $state(0);
let asked: Promise<Session> | null = null;

export const session = {
	/** Null until load() has answered. */
	get current() {
		return current;
	},
	/** Asks once; later calls share the answer. */
	load(): Promise<Session> {
		asked ??= call('GET session').then(take, (trouble: unknown) => {
			asked = null;
			throw trouble;
		});
		return asked;
	},
	/** Asks again: the session may have ended. */
	reload() {
		asked = null;
		return session.load();
	},
	/** A sign-in answered with a new session. */
	take,
	may: (verb: string) => current?.verbs.includes(verb) ?? false,
	/** The server's clock, which the meeting goes by. */
	now: () => new Date(Date.now() + drift),
	async signOut() {
		await call('DELETE session').catch((trouble: unknown) => {
			if (!(trouble instanceof Problem && trouble.status === 401)) throw trouble;
		});
		await session.reload();
	}
};

function take(fresh: Session): Session {
	current = fresh;
	asked = Promise.resolve(fresh);
	drift = new Date(fresh.now).getTime() - Date.now();
	language.suggest(fresh.network?.language);
	currency.use(fresh.network?.currency);
	return fresh;
}
