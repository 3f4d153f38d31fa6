import type { Route } from '@sapphire/plugin-api';
import type { Page } from '../../../dashboard/PageContext.js';
import { chatPage } from '../../../dashboard/pages/chatPage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Chat page of a server. */
export class ChatRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'chat');
	}

	protected override async show({ guild }: GuildRequest): Promise<Page> {
		const readAt = new Date();
		return chatPage(await this.container.kick.events.recentChat(guild.id), readAt);
	}
}
