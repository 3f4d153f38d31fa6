import type { Route } from '@sapphire/plugin-api';
import { editorsPage } from '../../../dashboard/editors/editorsPage.js';
import { Messages } from '../../../dashboard/messages.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { messagePage } from '../../../dashboard/pages/messagePage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Roles that may edit sections of the dashboard, for people with Manage Server. */
export class EditorsRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'editors', 'manager');
	}

	protected override async show({ guild, request }: GuildRequest): Promise<Page> {
		const [list, directory] = await Promise.all([
			this.container.kick.editors.list(guild.id),
			request.dashboard.directory(guild.id)
		]);
		const roles = directory.match({
			// The @everyone role has the server's id.
			ok: (found) => found.roles.filter(({ id }) => id !== guild.id),
			err: ({ hint }) => hint
		});
		return list.match({
			ok: (editors) => editorsPage({ editors, roles }),
			err: () => messagePage(Messages.failed())
		});
	}
}
