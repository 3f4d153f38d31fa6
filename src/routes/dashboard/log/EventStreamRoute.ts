import type { Route } from '@sapphire/plugin-api';
import { EventStatus, EventTechnical } from '../../../dashboard/log/EventStatus.js';
import { eventMark } from '../../../dashboard/log/eventMark.js';
import type { GuildRequest } from '../GuildRequest.js';
import { StreamRoute } from '../StreamRoute.js';
import { type Updates, whenChanged } from '../streamAnswer.js';

const PollEveryMs = 2_000;

/** Streams the delivery result of one event. */
export class EventStreamRoute extends StreamRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'log/[eventId]/stream');
	}

	protected override updates(guildRequest: GuildRequest, signal: AbortSignal): Updates {
		const poll = async () => {
			const detail = await this.container.kick.events.detail(guildRequest.guild.id, guildRequest.param('eventId'));
			return detail.match({
				ok: (event) => ({
					mark: eventMark(event),
					patches: () => [EventStatus, EventTechnical].map((part) => ({ html: guildRequest.fragment(part, { event }) }))
				}),
				err: () => null
			});
		};
		return whenChanged(poll, { seen: guildRequest.query.get('seen'), everyMs: PollEveryMs, signal });
	}
}
