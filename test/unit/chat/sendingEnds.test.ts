import { err, ok } from '@sapphire/result';
import { expect, it } from 'vitest';
import { ChatSender } from '../../../src/lib/chat/ChatSender.js';
import type { ChatTransport } from '../../../src/lib/chat/ChatTransport.js';
import { KickError, type KickErrorCode } from '../../../src/lib/kick/errors.js';

const target = { broadcasterUserId: 7, accountUserId: 8, chatroomId: null };

/** Returns the notifications about a message on this transport, in order. */
async function notificationsOf(send: ChatTransport['send']): Promise<unknown[]> {
	const notifications: unknown[] = [];
	const sender = new ChatSender({
		transports: [
			{
				send: (part, turn) => {
					notifications.push('on its way');
					return send(part, turn);
				}
			}
		],
		onSent: (_target, _part, messageId) => notifications.push(messageId),
		echoes: {
			begin: ({ broadcasterUserId, accountUserId }, content) => {
				notifications.push([broadcasterUserId, accountUserId, content]);
				return (end) => void notifications.push(end);
			}
		}
	});
	await sender.send(target, 'hi').catch((error: Error) => notifications.push(error.message));
	return notifications;
}

const taken = (messageId: string | null) =>
	ok({
		via: 'api',
		as: 'bot',
		botAccount: null,
		messageId,
		replyDropped: false,
		confirmed: Promise.resolve(true)
	} as const);
const failed = (code: KickErrorCode) => err(new KickError(code, 'why'));

it('reports a message before it is sent, and its id before the end', async () => {
	expect(await notificationsOf(async () => taken('m-1'))).toEqual([[7, 8, 'hi'], 'on its way', 'm-1', 'known']);
});

it.each([
	['Kick accepted it without an id', async () => taken(null), 'unknown'],
	['Kick’s answer was lost', async () => failed('outcome_unknown'), 'unknown'],
	['Kick refused it', async () => failed('chat_refused'), 'known']
])('reports the end when %s', async (_, send, end) => {
	expect((await notificationsOf(send)).at(-1)).toBe(end);
});

it('ends the wait even if a transport has a bug', async () => {
	const notifications = await notificationsOf(async () => {
		throw new Error('a bug');
	});
	expect(notifications.slice(-2)).toEqual(['unknown', 'a bug']);
});
