import type { Route } from '@sapphire/plugin-api';
import { RoutePaths } from '../lib/config/publicUrls.js';
import { readBody } from '../lib/http/body/readBody.js';
import { refuseBody } from '../lib/http/body/refuseBody.js';
import { sendJson } from '../lib/http/json.js';
import { RawSecurityHeaders, setSecurityHeaders } from '../lib/http/securityHeaders.js';
import { missingWebhookHeaders, readWebhookHeaders } from '../lib/kick/index.js';
import { KickRoute } from './KickRoute.js';

const MaxBodyBytes = 256 * 1_024;
const RetryAfterSeconds = 10;
/** The body is empty because Kick reads only the status. */
const StoredHeaders = [...RawSecurityHeaders, 'Content-Length', '0'];

/**
 * Receives Kick's webhooks. Answers 200 as soon as the signature is verified and the event is stored.
 *
 * Sets the security headers itself, because the ready bot runs it without middlewares.
 */
export class KickWebhookRoute extends KickRoute {
	public constructor(context: Route.LoaderContext) {
		// plugin-api's limit answers without closing the connection. `readBody` has a limit of its own.
		super(context, { route: RoutePaths.webhook, methods: ['POST'], maximumBodyLength: Number.MAX_SAFE_INTEGER });
	}

	protected override async handle(request: Route.Request, response: Route.Response): Promise<void> {
		const body = await readBody(request, MaxBodyBytes);
		if (typeof body === 'string') {
			setSecurityHeaders(response);
			return refuseBody(request, response, body);
		}
		const headers = readWebhookHeaders(request.headers);
		if (!headers) {
			return refuse(response, 400, { error: 'missing_headers', missing: missingWebhookHeaders(request.headers) });
		}
		const outcome = await this.container.kick.receive(headers, body);
		if (outcome === 'forged') return refuse(response, 401, { error: 'invalid_signature' });
		if (outcome === 'unavailable') {
			response.setHeader('Retry-After', RetryAfterSeconds);
			return refuse(response, 503, { error: 'unavailable' });
		}
		response.writeHead(200, StoredHeaders).end();
	}

	protected override sendFailure(response: Route.Response): void {
		setSecurityHeaders(response);
		super.sendFailure(response);
	}
}

function refuse(response: Route.Response, status: number, data: object): void {
	setSecurityHeaders(response);
	sendJson(response, status, data);
}
