import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { LoopbackServer, type UpgradeHandler } from '../../http/LoopbackServer.js';
import { decodeSegment, matchPath } from '../../http/matchPath.js';
import { WaitableList } from '../../Waiters.js';
import type { ActivityFeed } from '../ActivityFeed.js';
import type { SimulatedClock } from '../world/SimulatedClock.js';
import { type Answer, notFound, notFoundPage, serverError } from './answers.js';
import { Faults } from './Faults.js';
import { type KickRequest, readRequest } from './KickRequest.js';
import { type Outcome, outcomeOf } from './outcomeOf.js';
import type { Route } from './Route.js';

/** Request to the simulated Kick, and the status of its answer. */
export interface RecordedCall {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	/** Parsed JSON or form. */
	body: unknown;
	at: Date;
	/** `null` when a fault left the request without an answer. */
	status: number | null;
}

/** Serves id.kick.com, api.kick.com and kick.com on one port, as their paths don't clash. */
export class KickServer {
	public readonly faults = new Faults();
	public readonly calls = new WaitableList<RecordedCall>(({ method, path, status }) => `${method} ${path} ${status}`);
	readonly #routes: Route[];
	readonly #activity: ActivityFeed;
	readonly #clock: SimulatedClock;
	readonly #server = new LoopbackServer((incoming, response) => void this.#serve(incoming, response));

	public constructor(routes: Route[], onUpgrade: UpgradeHandler, activity: ActivityFeed, clock: SimulatedClock) {
		this.#clock = clock;
		this.#routes = routes;
		this.#activity = activity;
		this.#server.onUpgrade(onUpgrade);
	}

	/** @returns The base URL, without a trailing slash. */
	public listen(host: string, port: number): Promise<string> {
		return this.#server.listen(port, host);
	}

	public async close(): Promise<void> {
		this.calls.close();
		await this.#server.close();
	}

	async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const at = new Date();
		try {
			const request = await readRequest(incoming);
			const { answer, sending } = await this.#outcome(request);
			const { method, path, query, headers, body } = request;
			this.calls.add({ method, path, query, headers, body, at, status: answer?.status ?? null });
			this.#activity.note('api', `${method} ${path} → ${answer?.status ?? sending}`);
			response.setHeader('date', this.#clock.now().toUTCString());
			send(response, { answer, sending });
		} catch {
			// The client left, or its body was too large.
			response.destroy();
		}
	}

	async #outcome(request: KickRequest): Promise<Outcome> {
		const fault = this.faults.take(request.method, request.path);
		const carryOut = () => this.#answer(request);
		return fault === undefined ? { answer: await carryOut(), sending: 'whole' } : outcomeOf(fault, carryOut);
	}

	async #answer(request: KickRequest): Promise<Answer> {
		for (const route of this.#routes) {
			const params = route.method === request.method ? matchPath(route.path, request.path) : null;
			if (params === null) continue;
			const decoded = Object.entries(params).map(([name, value]) => [name, decodeSegment(value)]);
			try {
				return await route.handle({ ...request, params: Object.fromEntries(decoded) });
			} catch (error) {
				return serverError(`The simulated Kick failed: ${String(error)}`);
			}
		}
		return request.path.startsWith('/public/') ? notFound() : notFoundPage();
	}
}

function send(response: ServerResponse, { answer, sending }: Outcome): void {
	if (sending === 'never') return;
	if (sending === 'cut' || answer === null) {
		response.destroy();
		return;
	}
	if (sending === 'half') {
		sendHalf(response, answer);
		return;
	}
	if (answer.status !== 204) response.setHeader('content-length', Buffer.byteLength(answer.body));
	response.writeHead(answer.status, answer.headers);
	response.end(answer.body);
}

/** Writes to the bare socket, so that an answer without a body can break off within its head. */
function sendHalf(response: ServerResponse, { status, headers, body }: Answer): void {
	const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
	const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
	const head = Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${fields}\r\n`);
	const content = Buffer.from(body);
	const half =
		content.length > 1
			? Buffer.concat([head, content.subarray(0, content.length / 2)])
			: head.subarray(0, head.length / 2);
	response.socket?.end(half, () => response.destroy());
}
