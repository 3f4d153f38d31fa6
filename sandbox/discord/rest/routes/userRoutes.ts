import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { directChannelPayload } from '../../world/channelPayload.js';
import type { SimulatedGuild, SimulatedMember } from '../../world/entities.js';
import { guildOf } from '../access.js';
import { refusals } from '../DiscordError.js';
import { parseBody } from '../parseBody.js';
import { noContent, ok, type Route } from '../Route.js';

const directChannelBody = z.looseObject({ recipient_id: z.string() });

export const userRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/users/@me',
		isForUsers: true,
		reply: ['UserPIIResponse'],
		handle: ({ world, user }) =>
			ok({
				...(user ?? world.bot).toPayload(),
				mfa_enabled: false,
				verified: true,
				locale: Locale.EnglishUS,
				email: null
			})
	},
	{
		method: 'GET',
		path: '/users/@me/guilds',
		isForUsers: true,
		reply: ['MyGuildResponse[]'],
		handle: ({ world, user }) =>
			ok(
				[...world.guilds.values()].flatMap((guild) => {
					const member = user ? guild.memberById(user.id) : guild.hasBot ? guild.bot : undefined;
					return member ? [myGuildPayload(guild, member)] : [];
				})
			)
	},
	{
		method: 'DELETE',
		path: '/users/@me/guilds/{guild_id}',
		handle: (context) => {
			guildOf(context).remove();
			return noContent;
		}
	},
	{
		method: 'POST',
		path: '/users/@me/channels',
		request: ['CreatePrivateChannelRequest'],
		reply: ['PrivateChannelResponse'],
		handle: ({ world, body }) => {
			const recipient = world.users.get(parseBody(directChannelBody, body).recipient_id);
			if (recipient === undefined) throw refusals.unknownUser();
			return ok(directChannelPayload(world.directChannel(recipient), recipient));
		}
	},
	{
		method: 'GET',
		path: '/users/{user_id}',
		reply: ['UserResponse'],
		handle: ({ world, param }) => {
			const user = world.users.get(param('user_id'));
			if (user === undefined) throw refusals.unknownUser();
			return ok(user.toPayload());
		}
	}
];

/** Server, as the API describes it to one of its members. */
function myGuildPayload(guild: SimulatedGuild, member: SimulatedMember) {
	return {
		id: guild.id,
		name: guild.name,
		icon: guild.icon,
		banner: null,
		owner: guild.owner === member,
		permissions: guild.permissionsOf(member).toString(),
		features: []
	};
}
