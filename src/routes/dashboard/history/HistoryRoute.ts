import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { historyPage } from '../../../dashboard/history/historyPage.js';
import { Messages } from '../../../dashboard/messages.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { messagePage } from '../../../dashboard/pages/messagePage.js';
import { SectionNames } from '../../../lib/editors/sections.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
const query = z.object({ before: ulid.optional().catch(undefined) });

/** History of a server's settings. Editors see the changes of the sections that they may edit. */
export class HistoryRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'history', 'settings');
	}

	protected override async show(guildRequest: GuildRequest): Promise<Page> {
		const { before } = query.parse(Object.fromEntries(guildRequest.query));
		const sections = guildRequest.isManager ? undefined : SectionNames.filter((name) => guildRequest.can(name));
		const page = await this.container.kick.history.list(guildRequest.guild.id, { before, sections });
		return page.match({ ok: historyPage, err: () => messagePage(Messages.failed()) });
	}
}
