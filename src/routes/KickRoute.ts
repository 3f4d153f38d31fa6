import { Route } from '@sapphire/plugin-api';
import { sendJson } from '../lib/http/json.js';
import { safeLogger } from '../lib/log/safeLogger.js';

/** A route that always answers: plugin-api would send the text of whatever is thrown to the caller. */
export abstract class KickRoute extends Route {
	public override async run(request: Route.Request, response: Route.Response): Promise<void> {
		try {
			await this.handle(request, response);
		} catch (error) {
			safeLogger(this.container.logger).error(`[Kick] The route ${this.name} failed.`, error);
			if (response.headersSent) response.destroy();
			else this.sendFailure(response);
		}
	}

	/** What the caller is told of a fault of ours. */
	protected sendFailure(response: Route.Response): void {
		sendJson(response, 500, { error: 'internal' });
	}

	protected abstract handle(request: Route.Request, response: Route.Response): Promise<void>;
}
