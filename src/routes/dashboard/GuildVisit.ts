import type { Page } from '../../dashboard/Page.js';
import type { ManagedGuild } from '../../lib/dashboard/access/GuildAccess.js';
import type { Notice } from '../../lib/dashboard/Notices.js';
import type { Session } from '../../lib/dashboard/sessions/Session.js';
import type { Answer } from './answers.js';
import type { Visit } from './Visit.js';

/** A request about one server, by somebody who manages it. */
export class GuildVisit {
	public constructor(
		public readonly visit: Visit,
		public readonly session: Session,
		public readonly guild: ManagedGuild,
		/** All servers of this person. */
		public readonly guilds: readonly ManagedGuild[]
	) {}

	public get query(): URLSearchParams {
		return this.visit.query;
	}

	/** A page about this server. */
	public page(page: Page): Answer {
		return this.visit.page(page, this.guild, this.guilds);
	}

	/**
	 * Leads on to a page of this server.
	 *
	 * @param path Below the server: `settings`.
	 * @param notice What that page tells first.
	 */
	public redirect(path: string, notice: Notice | null = null): Answer {
		return this.visit.redirect(`${this.guild.id}/${path}`, notice);
	}
}
