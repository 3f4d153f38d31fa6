import { type FunctionComponent, h } from 'preact';
import type { Page } from '../../dashboard/PageContext.js';
import { renderFragment } from '../../dashboard/renderPage.js';
import type { ManagedGuild } from '../../lib/dashboard/GuildAccess.js';
import type { Notice } from '../../lib/dashboard/Notices.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { KickActor } from '../../lib/storage/history/types.js';
import type { DashboardRequest } from './DashboardRequest.js';
import type { Answer } from './replies.js';

/** Request about one server, by a person who manages it. */
export class GuildRequest {
	public constructor(
		public readonly request: DashboardRequest,
		public readonly session: Session,
		public readonly guild: ManagedGuild,
		/** All servers with the bot that this person manages. */
		public readonly guilds: readonly ManagedGuild[],
		/** Servers without the bot that this person manages. The bot can be added to them. */
		public readonly elsewhere: readonly ManagedGuild[]
	) {}

	public get query(): URLSearchParams {
		return this.request.query;
	}

	/** Person who sends the request, for the history of settings. */
	public get by(): KickActor {
		return { id: this.session.userId, name: this.session.username, via: 'dashboard' };
	}

	/** Returns a parameter of the address: `eventId` of `[guildId]/log/[eventId]`. */
	public param(name: string): string {
		return this.request.http.params[name] ?? '';
	}

	/** Renders a part of a page for its stream. */
	public fragment<Props extends object>(part: FunctionComponent<Props>, props: Props): string {
		return renderFragment(h(part, props), this.request.context(this.guild, this.guilds));
	}

	/** Answers with a page about this server. */
	public page(page: Page): Answer {
		return this.request.page(page, this.guild, this.guilds);
	}

	/**
	 * Redirects to a page of this server.
	 *
	 * @param path Path below the server: `settings`.
	 * @param notice Notice that the page shows at the top.
	 */
	public redirect(path: string, notice: Notice | null = null): Answer {
		return this.request.redirect(`${this.guild.id}/${path}`, notice);
	}
}
