import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { GuildRequest } from './GuildRequest.js';
import { openGuildForLong } from './openGuild.js';
import type { Answer } from './replies.js';
import { streamAnswer, type Updates } from './streamAnswer.js';

/** The live part of a page about one server. `LiveStatus` on that page opens it. */
export abstract class StreamRoute extends DashboardRoute {
	/** @param path Below the server: `log/stream`. */
	public constructor(context: Route.LoaderContext, path: string) {
		super(context, { path: `[guildId]/${path}`, method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		const { session } = request;
		if (!session) return request.message(Messages.loggedOut());
		const opened = await openGuildForLong(request, session);
		if (opened.isErr()) return opened.unwrapErr();
		const guildRequest = opened.unwrap();
		return streamAnswer(guildRequest, (signal) => this.updates(guildRequest, signal));
	}

	/**
	 * What the page is told, until the signal.
	 *
	 * What it has seen is in the query as `seen`: the mark of the last update, or at first what the page says itself.
	 */
	protected abstract updates(guildRequest: GuildRequest, signal: AbortSignal): Updates;
}
