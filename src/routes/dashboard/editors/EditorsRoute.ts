import type { Route } from '@sapphire/plugin-api';
import { editorsPage } from '../../../dashboard/editors/editorsPage.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Roles that may edit sections of the dashboard, for people with Manage Server. */
export class EditorsRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'editors', 'manager');
	}

	protected override async show({ guild }: GuildRequest): Promise<Page> {
		const { editors } = this.container.kick;
		const [list, choices] = await Promise.all([editors.list(guild.id), editors.choices(guild.id)]);
		return editorsPage({ editors: list.unwrap(), roles: choices.unwrapOrElse(({ hint }) => hint) });
	}
}
