import { channelPayload } from '../../world/channelPayload.js';
import { channelOf, messageOf } from '../access.js';
import { refusals } from '../DiscordError.js';
import { noContent, ok, type Route } from '../Route.js';

const messagesPath = '/channels/{channel_id}/messages';
const messagePath = `${messagesPath}/{message_id}`;
const DefaultPageSize = 50;

export const channelRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/channels/{channel_id}',
		reply: ['GuildChannelResponse', 'PrivateChannelResponse'],
		handle: (context) => ok(channelPayload(channelOf(context)))
	},
	{
		method: 'POST',
		path: '/channels/{channel_id}/typing',
		handle: (context) => {
			channelOf(context);
			return noContent;
		}
	},
	{
		method: 'GET',
		path: messagesPath,
		reply: ['MessageResponse[]'],
		handle: (context) => {
			const { limit, before, after } = context.query;
			const page = channelOf(context)
				.messages.filter(({ id }) => before === undefined || BigInt(id) < BigInt(before))
				.filter(({ id }) => after === undefined || BigInt(id) > BigInt(after));
			return ok(
				page
					.slice(-Number(limit ?? DefaultPageSize))
					.reverse()
					.map(({ payload }) => payload)
			);
		}
	},
	{
		method: 'POST',
		path: messagesPath,
		request: ['MessageCreateRequest'],
		reply: ['MessageResponse'],
		handle: (context) => {
			const channel = channelOf(context);
			if (channel.kind === 'category' || channel.kind === 'forum') throw refusals.notATextChannel();
			return ok(context.messages.send(channel, context.body, context.files).payload);
		}
	},
	{
		method: 'GET',
		path: messagePath,
		reply: ['MessageResponse'],
		handle: (context) => ok(messageOf(context, channelOf(context)).payload)
	},
	{
		method: 'PATCH',
		path: messagePath,
		request: ['MessageEditRequestPartial'],
		reply: ['MessageResponse'],
		handle: (context) => {
			const channel = channelOf(context);
			const message = messageOf(context, channel);
			return ok(context.messages.edit(channel, message, context.body, context.files).payload);
		}
	},
	{
		method: 'DELETE',
		path: messagePath,
		handle: (context) => {
			const channel = channelOf(context);
			context.messages.delete(channel, messageOf(context, channel));
			return noContent;
		}
	},
	{
		method: 'PUT',
		path: `${messagePath}/reactions/{emoji_name}/@me`,
		handle: (context) => {
			const { world, param } = context;
			const channel = channelOf(context);
			const message = messageOf(context, channel);
			if (channel.guild && !channel.allows(channel.guild.bot, 'AddReactions')) throw refusals.missingPermissions();

			world.report({
				kind: 'reaction',
				channel,
				author: { id: world.bot.id, name: world.bot.name, isBot: true },
				text: param('emoji_name'),
				buttons: [],
				ephemeral: false,
				visibleTo: channel.recipient?.name ?? null,
				messageId: message.id
			});
			return noContent;
		}
	}
];
