import { err, ok } from '@sapphire/result';
import { beforeEach, describe, expect, test } from 'vitest';
import { ApiTransport } from '../../../src/lib/chat/ApiTransport.js';
import { ChatSender } from '../../../src/lib/chat/ChatSender.js';
import type { SendResult } from '../../../src/lib/chat/types.js';
import type { KickErrorCode } from '../../../src/lib/kick/errors.js';
import { VirtualClock } from '../time/VirtualClock.js';
import { CountingKick, CountingTokens, kickError } from './CountingKick.js';

const target = { broadcasterUserId: 7, accountUserId: 7, chatroomId: 70 };
const elsewhere = { broadcasterUserId: 8, accountUserId: 8, chatroomId: 80 };

describe('ChatSender', () => {
	let clock: VirtualClock;
	let kick: CountingKick;
	let tokens: CountingTokens;
	let sender: ChatSender;

	beforeEach(() => {
		clock = new VirtualClock();
		kick = new CountingKick(clock);
		tokens = new CountingTokens();
		sender = new ChatSender({ transports: [new ApiTransport(tokens, kick, clock)], clock });
	});

	/** Sends and lets two minutes pass, more than any message may take. */
	async function settle(sending: Promise<SendResult>): Promise<SendResult> {
		await clock.advance(120_000);
		return sending;
	}

	async function errorOf(sending: Promise<SendResult>) {
		return (await settle(sending)).unwrapErr();
	}

	/** Returns this many words of 500 characters. */
	const longText = (parts: number) =>
		Array.from({ length: parts }, (_, index) => `${index}`.padEnd(500, 'x')).join(' ');

	describe('the text', () => {
		test.each(['', ' \n ', '\u200b\u200f', '\u3164'])('%j is refused as empty', async (text) => {
			expect((await errorOf(sender.send(target, text))).code).toBe('message_empty');
			expect(kick.posts).toEqual([]);
		});

		test('20 parts are sent', async () => {
			const sent = (await settle(sender.send(target, longText(20)))).unwrap();
			expect(sent.messageIds).toEqual(kick.posts.map((_, index) => `message-${index + 1}`));
			expect(kick.posts).toHaveLength(20);
		});

		test('21 parts are refused with the numbers', async () => {
			const error = await errorOf(sender.send(target, longText(21)));
			expect(error.code).toBe('message_too_long');
			expect(error.hint).toMatch(/more than 20 .*500 characters/);
			expect(kick.posts).toEqual([]);
		});
	});

	describe('the sending account', () => {
		test('is the bot in the account’s own channel, with the token of the account', async () => {
			const sent = (await settle(sender.send(target, 'hello'))).unwrap();
			expect(sent).toEqual({
				via: 'api',
				as: 'bot',
				botAccount: null,
				confirmed: true,
				messageIds: ['message-1'],
				replyDropped: false
			});
			expect(kick.posts).toEqual([{ type: 'bot', content: 'hello', accessToken: 'token-1', at: 0 }]);
		});

		test('is the user if Kick refuses bot mode, and is remembered for 10 minutes', async () => {
			kick.rule = ({ type }) => (type === 'bot' ? 'bot_mode_refused' : null);
			const sent = (await settle(sender.send(target, 'one'))).unwrap();
			expect(sent.as).toBe('user');
			expect(kick.posts[1]).toMatchObject({ type: 'user', broadcasterUserId: 7, content: 'one' });

			await settle(sender.send(target, 'two'));
			expect(kick.types).toEqual(['bot', 'user', 'user']);

			await clock.advance(8 * 60_000);
			await settle(sender.send(target, 'three'));
			expect(kick.types).toEqual(['bot', 'user', 'user', 'bot', 'user']);
		});

		test('is not changed for other accounts when one is refused as bot', async () => {
			kick.answerNext('bot_mode_refused');
			await settle(sender.send(target, 'one'));
			await settle(sender.send(elsewhere, 'two'));
			expect(kick.types).toEqual(['bot', 'user', 'bot']);
		});

		test('tries bot mode again when user mode failed too, since all of Kick may have been down', async () => {
			kick.answerNext('bot_mode_refused', 'kick_unavailable');
			expect((await errorOf(sender.send(target, 'one'))).code).toBe('kick_unavailable');
			await settle(sender.send(target, 'two'));
			expect(kick.types).toEqual(['bot', 'user', 'bot']);
		});

		test('does not fall back with sendAs bot', async () => {
			kick.answerNext('bot_mode_refused');
			expect((await errorOf(sender.send(target, 'hi', { sendAs: 'bot' }))).code).toBe('bot_mode_refused');
			expect(kick.types).toEqual(['bot']);
		});

		test('tries bot mode with sendAs bot even after a refusal', async () => {
			kick.answerNext('bot_mode_refused');
			await settle(sender.send(target, 'one'));
			await settle(sender.send(target, 'two', { sendAs: 'bot' }));
			expect(kick.types).toEqual(['bot', 'user', 'bot']);
		});

		test('never tries bot mode with sendAs user, also as the default of the sender', async () => {
			await settle(sender.send(target, 'one', { sendAs: 'user' }));
			const transports = [new ApiTransport(tokens, kick, clock)];
			await settle(new ChatSender({ transports, clock, sendAs: 'user' }).send(target, 'two'));
			expect(kick.types).toEqual(['user', 'user']);
		});

		test('is the user in another owner’s channel, since bot mode would post into the account’s own', async () => {
			const other = { ...target, broadcasterUserId: 9 };
			await settle(sender.send(other, 'hi'));
			expect(kick.posts).toMatchObject([{ type: 'user', broadcasterUserId: 9 }]);
			expect((await errorOf(sender.send(other, 'hi', { sendAs: 'bot' }))).code).toBe('wrong_account');
			expect(kick.posts).toHaveLength(1);
		});

		test('is not changed after a refusal as user', async () => {
			kick.rule = () => 'bot_mode_refused';
			expect((await errorOf(sender.send(target, 'hi'))).code).toBe('bot_mode_refused');
			expect(kick.types).toEqual(['bot', 'user']);
		});
	});

	describe('replies', () => {
		test('only the first part is the reply', async () => {
			const sent = (await settle(sender.send(target, longText(2), { replyTo: 'original' }))).unwrap();
			expect(kick.posts.map(({ replyToMessageId }) => replyToMessageId)).toEqual(['original', undefined]);
			expect(sent.replyDropped).toBe(false);
		});

		test('an unknown message to reply to is left out', async () => {
			kick.rule = ({ replyToMessageId }) => (replyToMessageId ? 'reply_not_found' : null);
			const sent = (await settle(sender.send(target, 'hi', { replyTo: 'gone' }))).unwrap();
			expect(sent).toMatchObject({ replyDropped: true, messageIds: ['message-2'] });
			expect(kick.posts.map(({ replyToMessageId }) => replyToMessageId)).toEqual(['gone', undefined]);
		});

		test('the reply is kept from bot mode to user mode, and dropped there once', async () => {
			kick.answerNext('bot_mode_refused', 'reply_not_found');
			const sent = (await settle(sender.send(target, 'hi', { replyTo: 'gone' }))).unwrap();
			expect(sent).toMatchObject({ as: 'user', replyDropped: true });
			expect(kick.posts.map(({ type, replyToMessageId }) => [type, replyToMessageId])).toEqual([
				['bot', 'gone'],
				['user', 'gone'],
				['user', undefined]
			]);
		});

		test('a missing reply message that was not asked for is an error', async () => {
			kick.rule = () => 'reply_not_found';
			expect((await errorOf(sender.send(target, 'hi'))).code).toBe('reply_not_found');
			expect(kick.posts).toHaveLength(1);
		});
	});

	describe('tokens', () => {
		test('a refused token is renewed once and the message sent with the new one', async () => {
			kick.answerNext('unauthorized');
			expect((await settle(sender.send(target, 'hi'))).isOk()).toBe(true);
			expect(tokens.renewed).toEqual(['token-1']);
			expect(kick.posts.map(({ accessToken }) => accessToken)).toEqual(['token-1', 'token-2']);
		});

		test('a refused new token is an error', async () => {
			kick.rule = () => 'unauthorized';
			expect((await errorOf(sender.send(target, 'hi'))).code).toBe('unauthorized');
			expect(tokens.renewed).toHaveLength(1);
			expect(kick.posts).toHaveLength(2);
		});

		test('without a token nothing is sent and the reason is passed on', async () => {
			tokens.accessToken = async () => err(kickError('relink_required'));
			expect((await errorOf(sender.send(target, 'hi'))).code).toBe('relink_required');
			expect(kick.posts).toEqual([]);
		});

		test('a failed renewal is passed on', async () => {
			kick.rule = () => 'unauthorized';
			tokens.renew = async () => err(kickError('relink_required'));
			expect((await errorOf(sender.send(target, 'hi'))).code).toBe('relink_required');
			expect(kick.posts).toHaveLength(1);
		});
	});

	describe('rate limits', () => {
		test('Retry-After is waited for, and no message of the channel overtakes', async () => {
			kick.answerNext(kickError('rate_limited', { retryAfterMs: 7_000 }));
			const first = sender.send(target, 'first');
			const second = sender.send(target, 'second');
			const other = sender.send(elsewhere, 'elsewhere');
			await clock.advance(30_000);

			expect(kick.posts.map(({ content, at }) => [content, at])).toEqual([
				['first', 0],
				['elsewhere', 0],
				['first', 7_000],
				['second', 7_000]
			]);
			expect((await Promise.all([first, second, other])).every((result) => result.isOk())).toBe(true);
		});

		test('without Retry-After the pause doubles from one second, within the lifetime of the message', async () => {
			kick.rule = () => 'rate_limited';
			const error = await errorOf(sender.send(target, 'hi'));
			expect(kick.posts.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000]);
			expect(error.code).toBe('message_expired');
			expect(error.hint).toContain('rate_limited');
		});

		test('a Retry-After longer than the lifetime of the message is an immediate error', async () => {
			kick.answerNext(kickError('rate_limited', { retryAfterMs: 61_000 }));
			const sending = sender.send(target, 'hi');
			await clock.advance(0);
			const error = (await sending).unwrapErr();
			expect(error).toMatchObject({ code: 'message_expired', retryAfterMs: 61_000 });
			expect(kick.posts).toHaveLength(1);
		});
	});

	describe('a message that is never sent twice', () => {
		const definite: KickErrorCode[] = [
			'outcome_unknown',
			'timeout',
			'kick_unavailable',
			'invalid_response',
			'chat_refused',
			'forbidden',
			'blocked',
			'not_found',
			'bad_request'
		];
		test.each(definite.flatMap((code) => [[code, 'auto'] as const, [code, 'user'] as const]))(
			'is one answered by %s (sendAs %s)',
			async (code, sendAs) => {
				kick.rule = () => code;
				expect((await errorOf(sender.send(target, 'hi', { sendAs }))).code).toBe(code);
				expect(kick.posts).toHaveLength(1);
			}
		);

		test('is sent again after a pause if it never reached Kick', async () => {
			kick.answerNext('network');
			expect((await settle(sender.send(target, 'hi'))).isOk()).toBe(true);
			expect(kick.posts.map(({ at }) => at)).toEqual([0, 1_000]);
		});

		test('is an error after the second try if the network stays away', async () => {
			kick.rule = () => 'network';
			expect((await errorOf(sender.send(target, 'hi'))).code).toBe('network');
			expect(kick.posts).toHaveLength(2);
		});

		test('ends with an unknown outcome after a retry', async () => {
			kick.answerNext('network', 'outcome_unknown');
			expect((await errorOf(sender.send(target, 'hi'))).code).toBe('outcome_unknown');
			expect(kick.posts).toHaveLength(2);
		});
	});

	describe('order', () => {
		test('messages of one channel are sent in order, with their parts together', async () => {
			const messages = ['a', 'b', 'c'].map((name) => [1, 2, 3].map((part) => `${name}${part}`.padEnd(500, name)));
			const sendings = messages.map((parts) => sender.send(target, parts.join(' ')));
			await clock.advance(60_000);
			expect((await Promise.all(sendings)).every((result) => result.isOk())).toBe(true);
			expect(kick.contents).toEqual(messages.flat());
		});

		test('a slow channel does not hold back another', async () => {
			kick.rule = ({ content }) => (content === 'stuck' ? new Promise(() => {}) : null);
			void sender.send(target, 'stuck');
			const other = await settle(sender.send(elsewhere, 'hi'));
			expect(other.isOk()).toBe(true);
		});

		test('a failing part stops the rest, and the error says how many were sent', async () => {
			kick.answerNext(null, null, 'chat_refused');
			const error = await errorOf(sender.send(target, longText(5)));
			expect(error.code).toBe('chat_refused');
			expect(error.hint).toContain('2 of 5 parts');
			expect(kick.posts).toHaveLength(3);
			expect(sender.isOwnMessage('message-2')).toBe(true);

			expect((await settle(sender.send(target, 'next'))).isOk()).toBe(true);
		});

		test('a message that waits 60 seconds behind a slow one is dropped and never sent', async () => {
			let answer = () => {};
			kick.rule = ({ content }) =>
				content === 'slow'
					? new Promise((resolve) => {
							answer = () => resolve(ok({ messageId: 'slow' }));
						})
					: null;
			const slow = sender.send(target, 'slow');
			const late = sender.send(target, 'late');
			await clock.advance(60_000);
			expect((await late).unwrapErr().code).toBe('message_expired');

			answer();
			expect((await slow).isOk()).toBe(true);
			await clock.advance(60_000);
			expect(kick.contents).toEqual(['slow']);
		});

		test('the 102nd message at once is refused', async () => {
			kick.rule = () => new Promise(() => {});
			for (let index = 0; index < 101; index++) void sender.send(target, `${index}`);
			expect((await sender.send(target, 'one more')).unwrapErr().code).toBe('queue_full');
		});
	});

	describe('stop', () => {
		test('settles waiting messages, lets a running request end, and sends no further part', async () => {
			let answer = () => {};
			kick.rule = () =>
				new Promise((resolve) => {
					answer = () => resolve(ok({ messageId: 'first' }));
				});
			const running = sender.send(target, longText(2));
			const waiting = sender.send(target, 'waiting');
			await clock.advance(0);

			const stopping = sender.stop();
			expect((await waiting).unwrapErr().code).toBe('stopped');
			answer();
			await stopping;
			const error = (await running).unwrapErr();
			expect(error.code).toBe('stopped');
			expect(error.hint).toContain('1 of 2 parts');
			expect(kick.posts).toHaveLength(1);
		});

		test('refuses everything afterwards, new channels too', async () => {
			await sender.stop();
			expect((await sender.send(target, 'hi')).unwrapErr().code).toBe('stopped');
			expect(kick.posts).toEqual([]);
			expect(clock.pendingTimers).toBe(0);
		});
	});

	test('recognizes its own messages for 10 minutes', async () => {
		const sending = sender.send(target, 'hi');
		await clock.advance(0);
		const [id] = (await sending).unwrap().messageIds;
		expect(sender.isOwnMessage(id!)).toBe(true);
		expect(sender.isOwnMessage('of another sender')).toBe(false);
		await clock.advance(10 * 60_000);
		expect(sender.isOwnMessage(id!)).toBe(false);
	});

	test('sends a message even if Kick does not return its id', async () => {
		kick.rule = () => Promise.resolve(ok({ messageId: null }));
		expect((await settle(sender.send(target, 'hi'))).unwrap().messageIds).toEqual([]);
	});
});
