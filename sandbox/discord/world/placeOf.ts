import type { DiscordActivity } from './DiscordActivity.js';
import type { SimulatedChannel } from './SimulatedChannel.js';

/** Where something happened, as an activity names it. */
export function placeOf({ id, name, guild }: SimulatedChannel): Pick<DiscordActivity, 'guild' | 'channel'> {
	return { guild: guild === null ? null : { id: guild.id, name: guild.name }, channel: { id, name } };
}
