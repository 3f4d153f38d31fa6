import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';
import { eventAnswer } from './eventAnswer.js';

/** Dismisses a dead letter, or an unreadable event. */
export class DismissRoute extends GuildFormRoute<object> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'log/[eventId]/dismiss', page: 'log', fields: z.object({}) });
	}

	protected override async submit(guildRequest: GuildRequest): Promise<Answer> {
		const dismissed = await this.container.kick.events.dismiss(guildRequest.param('eventId'), guildRequest.guild.id);
		return eventAnswer(guildRequest, dismissed, 'Dismissed. No further action is needed.');
	}
}
