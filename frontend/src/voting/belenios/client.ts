/** The page's side of the worker: `await ask('makeBallot', {…})`. */
import { Refused } from './canonical';
import type { DeedName, Deeds } from './deeds';

type Given<Name extends DeedName> = Parameters<Deeds[Name]> extends [infer One] ? Omit<One, 'progress'> : undefined;
type Found<Name extends DeedName> = Awaited<ReturnType<Deeds[Name]>>;

interface Waiting {
	resolve: (found: never) => void;
	reject: (error: Error) => void;
	progress?: (done: number, of: number) => void;
}

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Ask the worker; it is started by the first question. What it refuses is thrown as Refused. */
export function ask<Name extends DeedName>(deed: Name, given?: Given<Name>, progress?: Waiting['progress']): Promise<Found<Name>> {
	worker ??= start();
	const id = ++last;
	return new Promise((resolve, reject) => {
		waiting.set(id, { resolve, reject, progress });
		worker!.postMessage({ id, deed, given });
	});
}

/** The worker is gone, and with it whatever it was told: where one device serves many voters. Not while it is asked something. */
export function forget(): void {
	worker?.terminate();
	worker = null;
	waiting.clear();
}

function start(): Worker {
	const made = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
	made.addEventListener('message', ({ data }) => {
		const one = waiting.get(data.id);
		if (!one) return;
		if ('done' in data) return one.progress?.(data.done, data.of);
		waiting.delete(data.id);
		if ('found' in data) one.resolve(data.found as never);
		else one.reject(new Refused(data.refused));
	});
	made.addEventListener('error', (event) => {
		for (const one of waiting.values()) one.reject(new Error(event.message));
		waiting.clear();
		made.terminate();
		worker = null;
	});
	return made;
}
