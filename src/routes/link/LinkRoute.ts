import { container } from '@sapphire/framework';
import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { type LinkOutcome, Refusals } from '../../lib/accounts/linkOutcome.js';
import { readForm } from '../../lib/http/body/readForm.js';
import { drainBody } from '../../lib/http/body/refuseBody.js';
import { FlowCookies } from '../../lib/http/FlowCookies.js';
import { isFromOtherSite } from '../../lib/http/formOrigin.js';
import { sendPage } from '../../lib/http/page.js';
import { KickRoute } from '../KickRoute.js';
import { outcomePage } from './linkPages.js';

const MaxFormBytes = 16 * 1_024;
const Prefix = 'kick_link';

/** A route on the way of a link through the browser: whatever happens, people see a page. */
export abstract class LinkRoute extends KickRoute {
	/** Cookies that bind links to this browser, one for each link. */
	protected get cookies(): FlowCookies {
		return new FlowCookies(Prefix, container.kick.config.app?.urls.isSecure ?? true);
	}

	protected sendOutcome(response: Route.Response, outcome: LinkOutcome): void {
		if (outcome.retryAfterSeconds !== undefined) response.setHeader('Retry-After', outcome.retryAfterSeconds);
		sendPage(response, outcomePage(outcome));
	}

	protected override sendFailure(response: Route.Response): void {
		sendPage(response, Messages.failed());
	}

	/** Reads the fields of a form from one of the bot's own pages; `null` where it answered why not. */
	protected async readOwnForm(request: Route.Request, response: Route.Response): Promise<URLSearchParams | null> {
		const { app } = container.kick.config;
		if (!app) {
			await this.#refuse(request, response, Refusals.notConfigured());
			return null;
		}
		if (isFromOtherSite(request.headers, new URL(app.urls.link).origin)) {
			await this.#refuse(request, response, Refusals.otherSite());
			return null;
		}
		const form = await readForm(request, MaxFormBytes);
		if (form.isErr()) await this.#refuse(request, response, { ok: false, ...Messages.body(form.unwrapErr()) });
		return form.unwrapOr(null);
	}

	/** A browser that still sends is cut off after the answer. */
	async #refuse(
		request: Route.Request,
		response: Route.Response,
		refusal: Pick<LinkOutcome, 'ok' | 'status' | 'title'> & { lines: readonly string[] }
	): Promise<void> {
		if (!request.complete) {
			await drainBody(request);
			response.setHeader('Connection', 'close');
		}
		this.sendOutcome(response, { ...refusal, lines: [...refusal.lines] });
	}
}
