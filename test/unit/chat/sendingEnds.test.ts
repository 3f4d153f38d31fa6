import { err, ok } from '@sapphire/result';
import { expect, it } from 'vitest';
import { ChatSender } from '../../../src/lib/chat/ChatSender.js';
import type { ChatTransport } from '../../../src/lib/chat/ChatTransport.js';
import { KickError, type KickErrorCode } from '../../../src/lib/kick/errors.js';

const target = { broadcasterUserId: 7, accountUserId: 8, chatroomId: null };

/** What is told of a message that goes this way, in order. */
async function toldOf(send: ChatTransport['send']): Promise<unknown[]> {
	const told: unknown[] = [];
	const sender = new ChatSender({
		transports: [
			{
				send: (part, turn) => {
					told.push('on its way');
					return send(part, turn);
				}
			}
		],
		onSent: (_target, _part, messageId) => told.push(messageId),
		echoes: {
			begin: ({ broadcasterUserId, accountUserId }, content) => {
				told.push([broadcasterUserId, accountUserId, content]);
				return (end) => void told.push(end);
			}
		}
	});
	await sender.send(target, 'hi').catch((error: Error) => told.push(error.message));
	return told;
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

it('a message is told of before it goes out, and its id before the end is', async () => {
	expect(await toldOf(async () => taken('m-1'))).toEqual([[7, 8, 'hi'], 'on its way', 'm-1', 'known']);
});

it.each([
	['Kick took it without telling its id', async () => taken(null), 'unknown'],
	['Kick’s answer was lost', async () => failed('outcome_unknown'), 'unknown'],
	['Kick refused it', async () => failed('chat_refused'), 'known']
])('where %s, the end is told', async (_, send, end) => {
	expect((await toldOf(send)).at(-1)).toBe(end);
});

it('a bug in a way of sending leaves nobody waiting for the end', async () => {
	const told = await toldOf(async () => {
		throw new Error('a bug');
	});
	expect(told.slice(-2)).toEqual(['unknown', 'a bug']);
});
