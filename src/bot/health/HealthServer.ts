import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { RoutePaths } from '../../lib/config/publicUrls.js';
import { sendJson } from '../../lib/http/json.js';
import { ownUrl } from '../../lib/http/postToSelf.js';
import { secureHeaders } from '../../lib/http/securityHeaders.js';
import type { KickService } from '../../lib/KickService.js';
import type { Logger } from '../../lib/logger.js';
import { answerHealth, answerMetrics } from '../../routes/statusAnswers.js';
import { ServerLimits } from '../serverLimits.js';
import { stopHttpServer } from '../stopHttpServer.js';
import { AnyPort, type HealthListener } from './healthListener.js';

/** Monitors need few connections, and must not use up those for Discord and the database. */
const MaxConnections = 64;
const Methods = ['GET', 'HEAD'];
const Answers = { [`/${RoutePaths.health}`]: answerHealth, [`/${RoutePaths.metrics}`]: answerMetrics };

/** Server for `/health` and `/metrics` only, in a process without the web server. */
export class HealthServer {
	readonly #server: Server;

	public constructor(
		kick: KickService,
		private readonly logger: Logger
	) {
		this.#server = createServer(ServerLimits, (request, response) => void answer(kick, logger, request, response));
		this.#server.maxConnections = MaxConnections;
	}

	/** @throws If the port is required but not available. */
	public async start(listener: HealthListener): Promise<void> {
		try {
			await listen(this.#server, listener);
		} catch (error) {
			if (listener.isRequired) throw error;
			const { port } = listener;
			this.logger.warn(`[Kick] Port ${port} for /health is not available (${codeOf(error)}). Using a free port.`);
			await listen(this.#server, AnyPort);
		}
		this.#server.on('error', (error) => this.logger.error('[Kick] The server for /health failed.', error));
		const [health, metrics] = [RoutePaths.health, RoutePaths.metrics].map((path) => ownUrl(this.#server, path)?.href);
		this.logger.info(`[Kick] Health and metrics of this process: ${health} and ${metrics}`);
	}

	public async stop(): Promise<void> {
		await stopHttpServer(this.#server);
	}
}

function codeOf(error: unknown): string {
	return String(Reflect.get(Object(error), 'code') ?? error);
}

async function listen(server: Server, { port, host }: HealthListener): Promise<void> {
	const listening = once(server, 'listening');
	server.listen({ port, ...(host && { host }) });
	await listening;
}

async function answer(
	kick: KickService,
	logger: Logger,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	secureHeaders(response);
	const [path = ''] = (request.url ?? '').split('?', 1);
	const found = Answers[path];
	if (!found) return sendJson(response, 404, { error: 'not_found' });
	if (!Methods.includes(request.method ?? '')) {
		response.setHeader('Allow', Methods.join(', '));
		return sendJson(response, 405, { error: 'method_not_allowed' });
	}
	try {
		await found(kick, response);
	} catch (error) {
		logger.error(`[Kick] Could not answer ${path}.`, error);
		if (response.headersSent) response.destroy();
		else sendJson(response, 500, { error: 'internal' });
	}
}
