import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../dashboard/Page.js';
import { settingsPage } from '../../dashboard/pages/settingsPage.js';
import { GuildPageRoute } from './GuildPageRoute.js';
import type { GuildVisit } from './GuildVisit.js';

/** Profile Settings: what is set up for a server. */
export class SettingsRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'settings');
	}

	protected override async show({ guild }: GuildVisit): Promise<Page> {
		return settingsPage(await this.container.kick.check(guild.id));
	}
}
