import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { sendJson } from '../lib/http/json.js';
import { readBody } from '../lib/http/readBody.js';
import { refuseBody } from '../lib/http/refuseBody.js';
import { readWebhookHeaders } from '../lib/kick/index.js';
import { KickRoute } from './KickRoute.js';

const MaxBodyBytes = 256 * 1_024;
const RetryAfterSeconds = 10;

/** Kick's deliveries. Once the signature holds, the answer is 200 as soon as the event is stored. */
export class KickWebhookRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		// plugin-api's own limit would answer without closing the connection: ours counts on the stream.
		super(context, { route: RoutePaths.webhook, methods: ['POST'], maximumBodyLength: Number.MAX_SAFE_INTEGER });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const body = await readBody(request, MaxBodyBytes);
		if (body.isErr()) return refuseBody(request, response, body.unwrapErr());
		const headers = readWebhookHeaders(request.headers);
		if (headers.isErr()) return sendJson(response, 400, { error: 'missing_headers', missing: headers.unwrapErr() });

		const outcome = await this.container.kick.receive(headers.unwrap(), body.unwrap());
		if (outcome === 'forged') return sendJson(response, 401, { error: 'invalid_signature' });
		if (outcome === 'unavailable') {
			response.setHeader('Retry-After', RetryAfterSeconds);
			return sendJson(response, 503, { error: 'unavailable' });
		}
		response.writeHead(200, { 'Content-Length': 0 }).end();
	}
}
