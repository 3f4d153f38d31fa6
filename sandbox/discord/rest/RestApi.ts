import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeSegment } from '../../http/matchPath.js';
import type { DiscordServices } from '../createServices.js';
import type { Call, CallRequest, Fault, Interceptor } from './Call.js';
import { DiscordError, refusals } from './DiscordError.js';
import { matchRoute, type RouteMatch } from './Router.js';
import { readRequestBody } from './readRequestBody.js';
import type { ReceivedFile } from './UploadedFile.js';

const Prefix = '/api/v10';
/** A demo may run for weeks: older calls are forgotten. */
const CallsKept = 5000;

export interface RestSettings {
	token: string;
	shards: number;
	gatewayUrl: () => string;
}

interface ReceivedRequest extends CallRequest {
	files: readonly ReceivedFile[];
}

/** Discord's REST API: answers the bot's calls and remembers them. */
export class RestApi {
	readonly #services: DiscordServices;
	readonly #settings: RestSettings;
	readonly #calls: Call[] = [];
	readonly #interceptors = new Set<Interceptor>();

	public constructor(services: DiscordServices, settings: RestSettings) {
		this.#services = services;
		this.#settings = settings;
	}

	/** The finished calls, oldest first. */
	public get calls(): readonly Call[] {
		return this.#calls;
	}

	/** @returns A function that removes the interceptor. */
	public intercept(interceptor: Interceptor): () => void {
		this.#interceptors.add(interceptor);
		return () => void this.#interceptors.delete(interceptor);
	}

	public async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const request = this.#describe(incoming);
		const { answer, isIntercepted } = await this.#answer(incoming, request);

		this.#remember({
			...request,
			status: answer === 'cut' ? null : answer.status,
			reply: answer === 'cut' ? undefined : answer.body,
			isIntercepted
		});
		if (answer === 'cut') incoming.socket.destroy();
		else write(response, answer);
	}

	#describe(incoming: IncomingMessage): ReceivedRequest {
		const url = new URL(incoming.url ?? '/', 'http://localhost');
		const { authorization } = incoming.headers;
		const isBot = authorization === `Bot ${this.#settings.token}`;
		const userToken = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
		return {
			at: new Date(),
			method: incoming.method ?? 'GET',
			// discord.js sends `@original` as `%40original`.
			path: url.pathname.split('/').map(decodeSegment).join('/'),
			route: null,
			query: Object.fromEntries(url.searchParams),
			authorization: authorization === undefined ? 'none' : isBot ? 'bot' : userToken ? 'user' : 'wrong',
			userId: (userToken && this.#services.oauth.tokens.find(userToken)?.user.id) || null,
			body: undefined,
			files: []
		};
	}

	/** Answers a request, and completes its description with route, body and files. */
	async #answer(
		incoming: IncomingMessage,
		request: ReceivedRequest
	): Promise<{ answer: Fault | 'cut'; isIntercepted: boolean }> {
		try {
			if (!request.path.startsWith(`${Prefix}/`)) throw refusals.notFound();
			request.path = request.path.slice(Prefix.length);
			Object.assign(request, await readRequestBody(incoming));

			const match = matchRoute(request.method, request.path);
			request.route = match.route.path;

			const fault = await this.#fault(request);
			if (fault !== undefined) return { answer: fault, isIntercepted: true };
			return { answer: this.#handle(match, request), isIntercepted: false };
		} catch (error) {
			return { answer: refusalOf(error), isIntercepted: false };
		}
	}

	async #fault(request: CallRequest): Promise<Fault | 'cut' | undefined> {
		for (const interceptor of this.#interceptors) {
			const fault = await interceptor(request);
			if (fault !== undefined) return fault;
		}
		return undefined;
	}

	#handle({ route, params }: RouteMatch, { authorization, userId, body, files, query }: ReceivedRequest): Fault {
		const user = userId === null ? undefined : this.#services.world.users.get(userId);
		const isAllowed = authorization === 'bot' || (user !== undefined && route.isForUsers);
		if (!route.isPublic && !isAllowed) throw refusals.unauthorized();

		return route.handle({
			...this.#services,
			user: user ?? null,
			param: (name) => params[name] ?? '',
			query,
			body,
			files,
			gatewayUrl: this.#settings.gatewayUrl(),
			shards: this.#settings.shards
		});
	}

	#remember(call: Call): void {
		const files = call.files.map(({ id, name, sizeBytes, contentType }) => ({ id, name, sizeBytes, contentType }));
		this.#calls.push({ ...call, files });
		if (this.#calls.length > CallsKept) this.#calls.shift();
		this.#services.world.changes.notify();
	}
}

function refusalOf(error: unknown): Fault {
	if (error instanceof DiscordError) return { status: error.status, body: error.toBody() };
	return { status: 500, body: { code: 0, message: `The simulated Discord has a fault: ${String(error)}` } };
}

function write(response: ServerResponse, { status, body, headers }: Fault): void {
	if (body === undefined) {
		// discord.js parses whatever has a content-type, also an empty 204.
		response.writeHead(status, headers).end();
		return;
	}
	const isText = typeof body === 'string';
	response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
	response.end(isText ? body : JSON.stringify(body));
}
