import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../dashboard/messages.js';
import type { Access } from '../../lib/editors/GuildRights.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { DashboardRoute } from './DashboardRoute.js';
import type { GuildRequest } from './GuildRequest.js';
import { openGuildForLong } from './openGuild.js';
import type { Answer } from './replies.js';
import { streamAnswer, type Updates } from './streamAnswer.js';

/** Base of the streams that update a server's pages. `LiveStatus` on the page opens them. */
export abstract class StreamRoute extends DashboardRoute {
	/**
	 * @param path Path below the server: `log/stream`.
	 * @param access Right that the page of the stream needs.
	 */
	public constructor(
		context: Route.LoaderContext,
		path: string,
		private readonly access: Access = 'any'
	) {
		super(context, { path: `[guildId]/${path}`, method: 'GET' });
	}

	protected override async answer(request: DashboardRequest): Promise<Answer> {
		const { session } = request;
		if (!session) return request.message(Messages.loggedOut());
		const opened = await openGuildForLong(request, session);
		if (opened.isErr()) return opened.unwrapErr();
		const guildRequest = opened.unwrap();
		if (!guildRequest.can(this.access)) return guildRequest.forbidden(this.access);
		return streamAnswer(guildRequest, this.access, (signal) => this.updates(guildRequest, signal));
	}

	/**
	 * Yields updates of the page until the signal aborts.
	 *
	 * The query field `seen` is the mark of the last update, or at first the mark in the page.
	 */
	protected abstract updates(guildRequest: GuildRequest, signal: AbortSignal): Updates;
}
