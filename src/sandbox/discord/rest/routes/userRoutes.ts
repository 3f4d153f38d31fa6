import { Locale } from 'discord-api-types/v10';
import { z } from 'zod';
import { directChannelPayload } from '../../world/channelPayload.js';
import { guildOf } from '../access.js';
import { refusals } from '../DiscordError.js';
import { parseBody } from '../parseBody.js';
import { noContent, ok, type Route } from '../Route.js';

const directChannelBody = z.looseObject({ recipient_id: z.string() });

export const userRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/users/@me',
		reply: ['UserPIIResponse'],
		handle: ({ world }) =>
			ok({ ...world.bot.toPayload(), mfa_enabled: false, verified: true, locale: Locale.EnglishUS, email: null })
	},
	{
		method: 'GET',
		path: '/users/@me/guilds',
		reply: ['MyGuildResponse[]'],
		handle: ({ world }) =>
			ok(
				[...world.guilds.values()]
					.filter((guild) => guild.hasBot)
					.map((guild) => ({
						id: guild.id,
						name: guild.name,
						icon: null,
						banner: null,
						owner: false,
						permissions: guild.permissionsOf(guild.bot).toString(),
						features: []
					}))
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
