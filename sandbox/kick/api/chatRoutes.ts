import { z } from 'zod';
import type { ChatMessage, ChatRooms, NewChatMessage } from '../chat/ChatRooms.js';
import type { ChatRules } from '../chat/ChatRules.js';
import { type Answer, badRequest, noContent, notFound, ok, serverError } from '../http/answers.js';
import type { Route } from '../http/Route.js';
import type { TokenStore } from '../oauth/TokenStore.js';
import type { Account } from '../world/Account.js';
import type { KickApp } from '../world/KickApp.js';
import type { World } from '../world/World.js';
import { forUserToken, type UserAccess } from './authorized.js';

const common = { content: z.string().regex(/\S/), reply_to_message_id: z.string().nullish() };
const NewMessage = z.discriminatedUnion('type', [
	z.object({ type: z.literal('user'), broadcaster_user_id: z.int(), ...common }),
	z.object({ type: z.literal('bot'), ...common })
]);

export interface ChatRouteParts {
	app: KickApp;
	world: World;
	tokens: TokenStore;
	rooms: ChatRooms;
	rules: ChatRules;
	/** Called for each message that the API accepted. */
	onSent: (streamer: Account, message: ChatMessage) => void;
	/** Called for each message that the API deleted. */
	onDeleted: (streamer: Account, messageId: string) => void;
}

/** @see https://docs.kick.com/apis/chat */
export function chatRoutes(parts: ChatRouteParts): Route[] {
	const { tokens, rooms, onDeleted } = parts;
	return [
		{
			method: 'POST',
			path: '/public/v1/chat',
			handle: forUserToken(tokens, 'chat:write', ({ body }, access) => post(parts, body, access))
		},
		{
			method: 'DELETE',
			path: '/public/v1/chat/:messageId',
			handle: forUserToken(tokens, 'moderation:chat_message:manage', ({ params }, { account }) => {
				const { messageId = '' } = params;
				if (!rooms.delete(account, messageId)) return notFound();
				onDeleted(account, messageId);
				return noContent();
			})
		}
	];
}

function post({ app, world, rooms, rules, onSent }: ChatRouteParts, body: unknown, { account }: UserAccess): Answer {
	const parsed = NewMessage.safeParse(body);
	if (!parsed.success) return badRequest(parsed.error.issues[0]?.path.join('.') ?? {});

	const { type, content, reply_to_message_id: replyTo } = parsed.data;
	if (type === 'bot' && rules.botModeStatus === 'error-500') return serverError();
	const isBotMissing = !app.botCreated || rules.botModeStatus === 'channel-not-found';
	// A bot message goes to the channel that the token belongs to, whatever broadcaster_user_id says.
	const streamer = type === 'bot' ? account : world.byUserId(parsed.data.broadcaster_user_id);
	if (streamer === undefined || (type === 'bot' && isBotMissing)) return badRequest('Channel not found');

	const message: NewChatMessage = {
		type,
		content,
		sender: type === 'bot' ? app.bot : account,
		replyTo: replyTo ?? null
	};
	const refusal = rules.check(streamer, message, rooms);
	if (refusal !== null) return refusal;

	const sent = rooms.add(streamer, message);
	onSent(streamer, sent);
	return ok({ is_sent: true, message_id: sent.id });
}
