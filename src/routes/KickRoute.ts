import { Route } from '@sapphire/plugin-api';
import { sendJson } from '../lib/http/json.js';
import { safeLogger } from '../lib/log/safeLogger.js';

/**
 * Base of all routes. It catches errors, because plugin-api would send their text to the caller.
 *
 * Every GET route also answers HEAD with the same status and headers; Node leaves out the body. Uptime monitors and
 * link scanners use HEAD, so it changes nothing and sets no cookie.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-head
 */
export abstract class KickRoute extends Route {
	public constructor(context: Route.LoaderContext, options: Route.Options) {
		const methods = options.methods ?? [];
		super(context, { ...options, methods: methods.includes('GET') ? [...methods, 'HEAD'] : methods });
	}

	public override async run(request: Route.Request, response: Route.Response): Promise<void> {
		try {
			await (request.method === 'HEAD' ? this.#runHead(request, response) : this.handle(request, response));
		} catch (error) {
			safeLogger(this.container.logger).error(`[Kick] The route ${this.name} failed.`, error);
			if (response.headersSent) response.destroy();
			else this.sendFailure(response);
		}
	}

	/** Sends the answer for an error of the bot. */
	protected sendFailure(response: Route.Response): void {
		sendJson(response, 500, { error: 'internal' });
	}

	protected abstract handle(request: Route.Request, response: Route.Response): Promise<void>;

	/** Answers HEAD. A route whose GET changes something overrides it with {@link KickRoute.headWithoutEffect}. */
	protected head(request: Route.Request, response: Route.Response): Promise<void> {
		return this.handle(request, response);
	}

	/** Answers that a page exists, without the work that a GET would do. */
	protected async headWithoutEffect(response: Route.Response): Promise<void> {
		response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end();
	}

	async #runHead(request: Route.Request, response: Route.Response): Promise<void> {
		// A host bot may have its own GET route at this path.
		if (request.routerNode?.get('GET') !== this) return sendJson(response, 405, { error: 'method_not_allowed' });
		withoutCookies(response);
		await this.head(request, response);
	}
}

function withoutCookies(response: Route.Response): void {
	const writeHead = response.writeHead;
	response.writeHead = function (this: Route.Response, ...args: Parameters<typeof writeHead>) {
		this.removeHeader('Set-Cookie');
		return Reflect.apply(writeHead, this, args);
	} as typeof writeHead;
}
