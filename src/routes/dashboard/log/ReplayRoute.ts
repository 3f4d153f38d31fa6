import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';
import { eventAnswer } from './eventAnswer.js';

/** Delivers an event to this server's listeners again. */
export class ReplayRoute extends GuildFormRoute<object> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'log/[eventId]/replay', page: 'log', fields: z.object({}) });
	}

	protected override async submit(guildRequest: GuildRequest): Promise<Answer> {
		const { id: guildId } = guildRequest.guild;
		const replayed = await this.container.kick.events.replay(guildRequest.param('eventId'), { guildId });
		return eventAnswer(
			guildRequest,
			replayed,
			'The event is delivered to the listeners again. The state below shows the result.'
		);
	}
}
