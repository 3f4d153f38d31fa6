import { guildChannelPayload } from '../../world/channelPayload.js';
import { guildPayload } from '../../world/guildPayload.js';
import { guildOf } from '../access.js';
import { refusals } from '../DiscordError.js';
import { ok, type Route } from '../Route.js';

export const guildRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/guilds/{guild_id}',
		reply: ['GuildWithCountsResponse'],
		handle: (context) => ok(guildPayload(guildOf(context)))
	},
	{
		method: 'GET',
		path: '/guilds/{guild_id}/channels',
		reply: ['GuildChannelResponse[]'],
		handle: (context) => {
			const guild = guildOf(context);
			return ok(guild.channels.map((channel) => guildChannelPayload(channel, guild)));
		}
	},
	{
		method: 'GET',
		path: '/guilds/{guild_id}/roles',
		reply: ['GuildRoleResponse[]'],
		handle: (context) => ok(guildOf(context).roles)
	},
	{
		method: 'GET',
		path: '/guilds/{guild_id}/members/{user_id}',
		reply: ['GuildMemberResponse'],
		handle: (context) => {
			const member = guildOf(context).memberById(context.param('user_id'));
			if (member === undefined) throw refusals.unknownMember();
			return ok(member.toPayload());
		}
	}
];
