/** One typed way to call the API. It never writes what was sent, to any log. */
import { NoAnswer, problemFrom } from './problems';
import type { Routes } from './routes';

export { NoAnswer, Problem } from './problems';

type Names<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Needs<K extends keyof Routes> = ([Names<K>] extends [never] ? object : { path: Record<Names<K>, string | number> }) &
	(Routes[K] extends { in: infer Body } ? { body: Body } : object) & {
		query?: Record<string, string | number | undefined>;
		signal?: AbortSignal;
		/** Milliseconds before we call it no answer. */
		patience?: number;
	};
type Arguments<K extends keyof Routes> = object extends Needs<K> ? [Needs<K>?] : [Needs<K>];

/** `await call('POST polls/{id}/open', { path: { id } })`. Throws Problem or NoAnswer. */
export async function call<K extends keyof Routes>(what: K, ...[given]: Arguments<K>): Promise<Routes[K]['out']> {
	const { path = {}, query = {}, body, signal, patience = 15_000 } = (given ?? {}) as {
		path?: Record<string, string | number>;
		query?: Record<string, string | number | undefined>;
		body?: unknown;
		signal?: AbortSignal;
		patience?: number;
	};
	const [method = 'GET', template = ''] = what.split(' ');
	const response = await send(address(template, path, query), request(method, body), patience, signal);
	if (!response.ok) throw await problemFrom(response);
	if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as unknown as Routes[K]['out'];
	return (await response.json()) as Routes[K]['out'];
}

/** An act as the server itself wrote it down: the method, the address and the body. */
export async function carryOut(act: { method: string; url: string; body?: unknown }): Promise<void> {
	const response = await send(act.url, request(act.method, act.body), 15_000);
	if (!response.ok) throw await problemFrom(response);
	await response.text(); // an answer that nobody reads is cut off
}

export function address(template: string, path: Record<string, string | number>, query: Record<string, string | number | undefined> = {}): string {
	const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name] ?? '')));
	const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	const search = asked.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
	return `/api/${filled}${search ? `?${search}` : ''}`;
}

function request(method: string, body: unknown): RequestInit {
	const headers: Record<string, string> = { Accept: 'application/json' };
	if (method !== 'GET') {
		const token = /(?:^|; )__Host-stadga-csrf=([^;]+)/.exec(document.cookie)?.[1];
		if (token) headers['X-CSRFToken'] = decodeURIComponent(token);
	}
	if (body === undefined) return { method, headers };
	if (body instanceof FormData) return { method, headers, body };
	return { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

async function send(to: string, init: RequestInit, patience: number, outer?: AbortSignal): Promise<Response> {
	const stop = new AbortController();
	const timer = setTimeout(() => stop.abort(), patience);
	outer?.addEventListener('abort', () => stop.abort(), { once: true });
	try {
		return await fetch(to, { ...init, credentials: 'same-origin', cache: 'no-store', signal: stop.signal });
	} catch {
		throw new NoAnswer();
	} finally {
		clearTimeout(timer);
	}
}
