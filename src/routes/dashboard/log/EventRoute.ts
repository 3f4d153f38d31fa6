import type { Route } from '@sapphire/plugin-api';
import { Messages } from '../../../dashboard/messages.js';
import type { Page } from '../../../dashboard/PageContext.js';
import { eventPage } from '../../../dashboard/pages/eventPage.js';
import { messagePage } from '../../../dashboard/pages/messagePage.js';
import { GuildPageRoute } from '../GuildPageRoute.js';
import type { GuildRequest } from '../GuildRequest.js';

/** Page of one event. */
export class EventRoute extends GuildPageRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'log/[eventId]');
	}

	protected override async show(guildRequest: GuildRequest): Promise<Page> {
		const { events } = this.container.kick;
		const event = await events.detail(guildRequest.guild.id, guildRequest.param('eventId'));
		return event.match({
			ok: async (detail) => eventPage(detail, (await events.describe([detail])).get(detail.id)),
			err: async () => messagePage(Messages.noEvent())
		});
	}
}
