import type { Answer } from './answers.js';
import type { KickRequest } from './KickRequest.js';

export type Handler = (request: KickRequest) => Answer | Promise<Answer>;

export interface Route {
	method: string;
	/** Path, with `:name` as a placeholder for a segment. */
	path: string;
	handle: Handler;
}
