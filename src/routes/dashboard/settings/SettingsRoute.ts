import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../../dashboard/PageContext.js';
import { settingsPage } from '../../../dashboard/pages/settingsPage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Settings page of a server. */
export class SettingsRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'settings', 'settings');
	}

	protected override async show({ guild }: GuildRequest): Promise<Page> {
		const { kick } = this.container;
		const [report, profile] = await Promise.all([kick.check(guild.id), kick.profile(guild.id)]);
		return settingsPage(report, profile.unwrap());
	}
}
