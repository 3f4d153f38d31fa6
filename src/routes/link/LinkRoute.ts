import { container } from '@sapphire/framework';
import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import { plainPage } from '../../dashboard/pages/linkPages.js';
import { type LinkOutcome, Refusals } from '../../lib/accounts/linkOutcome.js';
import { readForm } from '../../lib/http/body/readForm.js';
import { drainBody } from '../../lib/http/body/refuseBody.js';
import { FlowCookies } from '../../lib/http/FlowCookies.js';
import { isFromOtherSite } from '../../lib/http/formOrigin.js';
import { KickRoute } from '../KickRoute.js';
import { sendLinkPage, sendOutcomePage } from './sendLinkPage.js';

const MaxFormBytes = 16 * 1_024;
const Prefix = 'kick_link';

/** Base of the routes that a link takes through the browser. Every answer is a page, errors included. */
export abstract class LinkRoute extends KickRoute {
	/** Cookies that bind links to this browser, one per link. */
	protected get cookies(): FlowCookies {
		return new FlowCookies(Prefix, container.kick.config.app?.urls.isSecure ?? true);
	}

	protected sendOutcome(response: Route.Response, outcome: LinkOutcome): void {
		if (outcome.retryAfterSeconds !== undefined) response.setHeader('Retry-After', outcome.retryAfterSeconds);
		sendOutcomePage(response, outcome);
	}

	protected override sendFailure(response: Route.Response): void {
		sendLinkPage(response, plainPage(Messages.failed()));
	}

	/** Reads a form from one of the bot's own pages. Returns `null` after it has sent a refusal. */
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

	/** Sends a refusal, and closes the connection of a browser that is still sending. */
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
