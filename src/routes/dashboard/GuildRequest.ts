import { type FunctionComponent, h } from 'preact';
import { Messages } from '../../dashboard/messages.js';
import type { Page } from '../../dashboard/PageContext.js';
import { messagePage } from '../../dashboard/pages/messagePage.js';
import { renderFragment } from '../../dashboard/renderPage.js';
import type { GuildLists, OpenGuild } from '../../lib/dashboard/GuildAccess.js';
import type { Notice } from '../../lib/dashboard/Notices.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { Access } from '../../lib/editors/GuildRights.js';
import type { KickActor } from '../../lib/storage/history/types.js';
import type { DashboardRequest, Servers } from './DashboardRequest.js';
import type { Answer } from './replies.js';

/** Request about one server, by a person who manages it or may edit sections of it. */
export class GuildRequest {
	public constructor(
		public readonly request: DashboardRequest,
		public readonly session: Session,
		public readonly guild: OpenGuild,
		/** All servers that this person may open, and those to which they can add the bot. */
		public readonly lists: GuildLists
	) {}

	public get query(): URLSearchParams {
		return this.request.query;
	}

	/** Whether the person has Manage Server. */
	public get isManager(): boolean {
		return this.guild.rights.isManager;
	}

	/** Whether the person may edit a section, or has the named right. */
	public can(access: Access): boolean {
		return this.guild.rights.can(access);
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
		return renderFragment(h(part, props), this.request.context(this.#servers));
	}

	/** Answers with a page about this server. */
	public page(page: Page): Answer {
		return this.request.page(page, this.#servers);
	}

	/** Answers that the person lacks a right, in the frame of the server. */
	public forbidden(access: Access): Answer {
		return this.page(messagePage(Messages.forbidden(access)));
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

	get #servers(): Servers {
		return { ...this.lists, guild: this.guild };
	}
}
