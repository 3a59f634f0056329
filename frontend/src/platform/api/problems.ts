/** What can go wrong with a call, as types: the server said no, or there was no answer. */
import type { Obstacle } from './types';

/** The server answered with a problem document (or something that is not one). */
export class Problem extends Error {
	constructor(
		readonly status: number,
		readonly obstacles: Obstacle[] = [],
		readonly fields: Record<string, Obstacle[]> = {},
		readonly reference = ''
	) {
		super(`the server answered ${status}`);
		this.name = 'Problem';
	}

	/** 409: not now, and here is all that stands in the way. */
	get refused() {
		return this.status === 409;
	}

	has(code: string): Obstacle | undefined {
		return this.obstacles.find((obstacle) => obstacle.code === code);
	}
}

/** No answer came: the net is gone, the server is down, or it took too long. Nothing is known about the call. */
export class NoAnswer extends Error {
	constructor() {
		super('no answer');
		this.name = 'NoAnswer';
	}
}

export async function problemFrom(response: Response): Promise<Problem> {
	const reference = response.headers.get('X-Request-ID') ?? '';
	try {
		const said = (await response.json()) as { obstacles?: Obstacle[]; fields?: Record<string, Obstacle[]> };
		return new Problem(response.status, said.obstacles ?? [], said.fields ?? {}, reference);
	} catch {
		return new Problem(response.status, [], {}, reference);
	}
}
