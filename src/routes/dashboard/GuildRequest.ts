import { type FunctionComponent, h } from 'preact';
import type { Page } from '../../dashboard/PageContext.js';
import { renderFragment } from '../../dashboard/renderPage.js';
import type { ManagedGuild } from '../../lib/dashboard/GuildAccess.js';
import type { Notice } from '../../lib/dashboard/Notices.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { DashboardRequest } from './DashboardRequest.js';
import type { Answer } from './replies.js';

/** A request about one server, by somebody who manages it. */
export class GuildRequest {
	public constructor(
		public readonly request: DashboardRequest,
		public readonly session: Session,
		public readonly guild: ManagedGuild,
		/** All servers of this person. */
		public readonly guilds: readonly ManagedGuild[]
	) {}

	public get query(): URLSearchParams {
		return this.request.query;
	}

	/** A part of the address: `eventId` of `[guildId]/log/[eventId]`. */
	public param(name: string): string {
		return this.request.http.params[name] ?? '';
	}

	/** A part of a page, for its stream. */
	public fragment<Props extends object>(part: FunctionComponent<Props>, props: Props): string {
		return renderFragment(h(part, props), this.request.frame(this.guild, this.guilds));
	}

	/** A page about this server. */
	public page(page: Page): Answer {
		return this.request.page(page, this.guild, this.guilds);
	}

	/**
	 * Leads on to a page of this server.
	 *
	 * @param path Below the server: `settings`.
	 * @param notice What that page tells first.
	 */
	public redirect(path: string, notice: Notice | null = null): Answer {
		return this.request.redirect(`${this.guild.id}/${path}`, notice);
	}
}
