import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../../dashboard/PageContext.js';
import { unlinkPage } from '../../../dashboard/pages/unlinkPage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Page that asks for confirmation before the account is unlinked. */
export class UnlinkPageRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'settings/unlink', 'manager');
	}

	protected override async show({ guild }: GuildRequest): Promise<Page> {
		const { account } = (await this.container.kick.profile(guild.id)).unwrap();
		return unlinkPage(account?.username ?? null);
	}
}
