import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoAnswer, Problem } from '$platform/api/problems';
import type { Happened } from '$platform/api/types';
import { entry } from './fixtures';
import { Stream, type Line } from './stream';

class Source {
	static all: Source[] = [];
	onopen: (() => void) | null = null;
	onerror: (() => void) | null = null;
	closed = false;
	private ears = new Map<string, (event: { data: string }) => void>();
	constructor(readonly url: string) {
		Source.all.push(this);
	}
	addEventListener(name: string, ear: (event: { data: string }) => void) {
		this.ears.set(name, ear);
	}
	say(name: string, data: unknown) {
		this.ears.get(name)?.({ data: JSON.stringify(data) });
	}
	close() {
		this.closed = true;
	}
}

const nothing: Happened = { entries: [], turnout: null, last_event_id: 10 };
let lines: Line[];
let got: number[];
let refused: number[];
let answer: () => Promise<Happened>;
let stream: Stream;

beforeEach(() => {
	vi.useFakeTimers();
	Source.all = [];
	lines = [];
	got = [];
	refused = [];
	answer = () => Promise.resolve(nothing);
	stream = new Stream(
		{ stream: (after) => `/live?after=${after}`, events: () => answer() },
		{
			after: () => got[got.length - 1] ?? 10,
			entry: (one) => got.push(one.id),
			turnout: () => undefined,
			hello: () => undefined,
			line: (line) => lines.push(line),
			refused: (problem) => refused.push(problem.status)
		},
		(url) => new Source(url) as unknown as EventSource,
		() => 0.5
	);
	stream.start();
});

afterEach(() => {
	stream.stop();
	vi.useRealTimers();
});

const newest = () => Source.all[Source.all.length - 1]!;

test('a dropped stream comes back from the last entry it had', async () => {
	newest().onopen?.();
	newest().say('entry', entry('x', {}, 17));
	newest().onerror?.();
	await vi.advanceTimersByTimeAsync(600);

	expect(Source.all.map((source) => source.url)).toEqual(['/live?after=10', '/live?after=17']);
	expect(lines).toEqual(['live']);
});

test('two failures start polling, and an open stream ends it', async () => {
	const asked = vi.fn(() => Promise.resolve({ ...nothing, entries: [entry('x', {}, 11)] }));
	answer = asked;
	newest().onerror?.();
	await vi.advanceTimersByTimeAsync(600);
	newest().onerror?.();
	await vi.advanceTimersByTimeAsync(10);

	expect(lines).toEqual(['polling']);
	expect(got).toEqual([11]);

	await vi.advanceTimersByTimeAsync(1_200);
	newest().onopen?.();
	const before = asked.mock.calls.length;
	await vi.advanceTimersByTimeAsync(10_000);

	expect(lines).toEqual(['polling', 'live']);
	expect(asked.mock.calls.length).toBe(before);
});

test('no stream and no answer is a lost line, until polling answers', async () => {
	answer = () => Promise.reject(new NoAnswer());
	newest().onerror?.();
	await vi.advanceTimersByTimeAsync(600);
	newest().onerror?.();
	await vi.advanceTimersByTimeAsync(10);
	expect(lines).toEqual(['lost']);

	answer = () => Promise.resolve(nothing);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(lines).toEqual(['lost', 'polling']);
});

test('a refusal is told and not asked again', async () => {
	const asked = vi.fn(() => Promise.reject(new Problem(401)));
	answer = asked;
	newest().onerror?.();
	await vi.advanceTimersByTimeAsync(600);
	newest().onerror?.();
	await vi.advanceTimersByTimeAsync(5_000);

	expect(refused).toEqual([401]);
	expect(asked).toHaveBeenCalledTimes(1);
});

test('an error from a source that was already left behind is not a failure', () => {
	const old = newest();
	stream.retryNow();
	old.onerror?.();

	expect(old.closed).toBe(true);
	expect(Source.all).toHaveLength(2);
});

test('a stream that never begins is given up, and the next one is drawn', async () => {
	newest().onopen?.();
	stream.retryNow(1_500);
	const dead = newest();
	await vi.advanceTimersByTimeAsync(1_600);
	expect(dead.closed).toBe(true);

	await vi.advanceTimersByTimeAsync(600);
	expect(Source.all).toHaveLength(3);
	newest().onopen?.();
	await vi.advanceTimersByTimeAsync(20_000);
	expect(Source.all).toHaveLength(3);
});
