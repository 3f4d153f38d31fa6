import type { Answer } from './answers.js';
import type { KickRequest } from './KickRequest.js';

export type Handler = (request: KickRequest) => Answer | Promise<Answer>;

export interface Route {
	method: string;
	/** Path with `:name` for a segment that varies. */
	path: string;
	handle: Handler;
}

/** The values of `:name` segments, or `null` when the path is another one. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
	const wanted = pattern.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) return null;

	const params: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		const value = given[index] ?? '';
		if (segment.startsWith(':')) params[segment.slice(1)] = decode(value);
		else if (segment !== value) return null;
	}
	return params;
}

function decode(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
