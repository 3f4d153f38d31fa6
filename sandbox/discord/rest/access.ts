import type { StoredMessage } from '../messages/StoredMessage.js';
import type { SimulatedChannel, SimulatedGuild } from '../world/entities.js';
import { refusals } from './DiscordError.js';
import type { RouteContext } from './Route.js';

/** @throws DiscordError 10002 when the path names another application. */
export function assertOwnApplication({ application, param }: RouteContext): void {
	if (param('application_id') !== application.id) throw refusals.unknownApplication();
}

/** @throws DiscordError 10004 when there is no such guild, or the bot is not in it. */
export function guildOf({ world, param }: RouteContext): SimulatedGuild {
	const guild = world.guilds.get(param('guild_id'));
	if (guild === undefined || !guild.hasBot) throw refusals.unknownGuild();
	return guild;
}

/** @throws DiscordError 10003 when there is no such channel, 50001 when the bot does not see it. */
export function channelOf({ world, param }: RouteContext): SimulatedChannel {
	const channel = world.channels.get(param('channel_id'));
	if (channel === undefined) throw refusals.unknownChannel();

	const { guild } = channel;
	if (guild !== null && !(guild.hasBot && channel.allows(guild.bot, 'ViewChannel'))) throw refusals.missingAccess();
	return channel;
}

/** @throws DiscordError 10008 */
export function messageOf(context: RouteContext, channel: SimulatedChannel): StoredMessage {
	const message = channel.find(context.param('message_id'));
	if (message === undefined) throw refusals.unknownMessage();
	return message;
}
