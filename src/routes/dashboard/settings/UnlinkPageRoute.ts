import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../../dashboard/Page.js';
import { unlinkPage } from '../../../dashboard/pages/unlinkPage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildVisit } from '../GuildRequest.js';

/** The question before an account is unlinked. */
export class UnlinkPageRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'settings/unlink');
	}

	protected override async show({ guild }: GuildVisit): Promise<Page> {
		const { account } = (await this.container.kick.profile(guild.id)).unwrap();
		return unlinkPage(account?.username ?? null);
	}
}
