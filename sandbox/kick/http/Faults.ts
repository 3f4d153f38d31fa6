import { matchPath } from '../../http/matchPath.js';

/**
 * - `timeout`: the request is accepted and never answered
 * - `cut`: the connection is destroyed after the request was read
 * - `half`: the action is carried out, half of the answer is sent, then the connection is destroyed
 * - `html403`, `edge403`: Cloudflare's challenge page, and its JSON
 * - `empty400`: 400 without a body, as the OAuth host answered in an outage
 * - `rateLimited`: 429, without `Retry-After` unless `retryAfterSeconds` is given: Kick documents none
 * - `serverError`: 500
 */
export type FaultName = 'timeout' | 'cut' | 'half' | 'html403' | 'edge403' | 'empty400' | 'rateLimited' | 'serverError';

export interface NamedFault {
	fault: FaultName;
	/** Carry the action out before failing: the case in which a blind retry acts twice. Default: `false`. */
	applied?: boolean;
	/** Only for `rateLimited`. */
	retryAfterSeconds?: number;
}

/** Custom answer. */
export interface FaultAnswer {
	status: number;
	body?: string | object;
	headers?: Record<string, string>;
	/** Carry the action out before answering. Default: `false`. */
	applied?: boolean;
}

/** Correct answer after a wait, to hold a request open. */
export interface HeldAnswer {
	/** A function is called once the request has arrived. */
	until: Promise<unknown> | (() => Promise<unknown>);
	/** Carry the action out before waiting, so that its effects precede the answer. Default: `false`. */
	applied?: boolean;
}

export type Fault = FaultName | NamedFault | FaultAnswer | HeldAnswer;

/** Makes single routes fail. A route is written `'POST /public/v1/chat'`, and `:slug` matches any segment. */
export class Faults {
	readonly #next: { route: string; fault: Fault }[] = [];
	readonly #always = new Map<string, Fault>();

	/** Lets the next requests of this route fail, one for each fault, in this order. */
	public next(route: string, ...faults: Fault[]): void {
		checkRoute(route);
		for (const fault of faults) this.#next.push({ route, fault });
	}

	/** Lets every request of this route fail until {@link Faults.clear}. */
	public always(route: string, fault: Fault): void {
		checkRoute(route);
		this.#always.set(route, fault);
	}

	public clear(): void {
		this.#next.length = 0;
		this.#always.clear();
	}

	/** @internal */
	public take(method: string, path: string): Fault | undefined {
		const index = this.#next.findIndex(({ route }) => isRoute(route, method, path));
		if (index !== -1) return this.#next.splice(index, 1)[0]?.fault;
		return [...this.#always].find(([route]) => isRoute(route, method, path))?.[1];
	}
}

function checkRoute(route: string): void {
	if (!/^[A-Z]+ \/\S*$/.test(route)) throw new TypeError(`A route is 'METHOD /path', not '${route}'`);
}

function isRoute(route: string, method: string, path: string): boolean {
	const [wantedMethod, pattern = ''] = route.split(' ');
	return wantedMethod === method && matchPath(pattern, path) !== null;
}
