import { ok } from '@sapphire/result';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SendResult, SentMessage } from '../../../src/lib/chat/types.js';
import type { KickError, KickErrorCode } from '../../../src/lib/kick/errors.js';
import { kickError } from './CountingKick.js';
import { SocketWorld } from './SocketWorld.js';

const target = { broadcasterUserId: 7, accountUserId: 7, chatroomId: 70 };
const longText = (parts: number) => Array.from({ length: parts }, (_, index) => `${index}`.padEnd(500, 'x')).join(' ');

let world: SocketWorld;

beforeEach(() => {
	world = new SocketWorld();
});

/** Lets two minutes pass, more than any message may take. */
async function settle(sending: Promise<SendResult>): Promise<SendResult> {
	await world.clock.advance(120_000);
	return sending;
}

async function sent(text: string, options = {}): Promise<SentMessage> {
	return (await settle(world.sender.send(target, text, options))).unwrap();
}

describe('a message sent by socket', () => {
	test('is posted as the bot account into the channel, and confirmed by its echo', async () => {
		expect(await sent('hello', { replyTo: 'original' })).toEqual({
			via: 'websocket',
			as: 'bot_account',
			botAccount: 'writer',
			confirmed: true,
			messageIds: ['message-1'],
			replyDropped: false
		});
		expect(world.kick.posts).toEqual([
			{
				type: 'user',
				content: 'hello',
				broadcasterUserId: 7,
				replyToMessageId: 'original',
				accessToken: 'bot-1',
				at: 0
			}
		]);
		expect(world.sender.isOwnMessage('message-1')).toBe(true);
	});

	test('is not confirmed when the echo is missing for 5 seconds, and is not sent again', async () => {
		world.socket.echoAfterMs = null;
		const sending = world.sender.send(target, 'hello');
		let isSettled = false;
		void sending.then(() => {
			isSettled = true;
		});
		await world.clock.advance(4_999);
		expect(isSettled).toBe(false);
		await world.clock.advance(1);
		expect((await sending).unwrap()).toMatchObject({ via: 'websocket', confirmed: false });
		expect(world.authors).toEqual(['bot-1']);
	});

	test('is not confirmed when Kick did not return its id', async () => {
		world.kick.rule = async () => ok({ messageId: null });
		expect(await sent('hello')).toMatchObject({ via: 'websocket', confirmed: false, messageIds: [] });
		expect(world.socket.waits).toEqual([]);
	});

	test('does not delay the channel while it waits for its echo', async () => {
		world.socket.echoAfterMs = null;
		const first = world.sender.send(target, 'first');
		const second = world.sender.send(target, 'second');
		await world.clock.advance(0);
		expect(world.kick.posts.map(({ content, at }) => [content, at])).toEqual([
			['first', 0],
			['second', 0]
		]);
		await world.clock.advance(5_000);
		expect((await Promise.all([first, second])).every((result) => result.isOk())).toBe(true);
	});

	test('goes in parts in order, and waits for the echo of each', async () => {
		expect(await sent(longText(5))).toMatchObject({
			via: 'websocket',
			confirmed: true,
			messageIds: [1, 2, 3, 4, 5].map((number) => `message-${number}`)
		});
		expect(world.kick.contents.map((content) => content[0])).toEqual(['0', '1', '2', '3', '4']);
		expect(world.socket.waits.map(({ messageId }) => messageId)).toEqual(
			[1, 2, 3, 4, 5].map((number) => `message-${number}`)
		);
	});

	test('goes without a reply that Kick does not know, once', async () => {
		world.kick.rule = ({ replyToMessageId }) => (replyToMessageId ? 'reply_not_found' : null);
		expect(await sent('hello', { replyTo: 'gone' })).toMatchObject({ via: 'websocket', replyDropped: true });
		expect(world.authors).toEqual(['bot-1', 'bot-1']);
	});

	test('has its token renewed after a 401, once', async () => {
		world.kick.answerNext('unauthorized');
		expect(await sent('hello')).toMatchObject({ via: 'websocket' });
		expect(world.authors).toEqual(['bot-1', 'bot-2']);
	});
});

describe('the API is used without a request as the bot account', () => {
	test.each<[string, () => void]>([
		['while the socket is down', () => (world.socket.isUp = false)],
		['without a token of the bot account', () => (world.bot.error = 'not_linked')],
		['after the end of its link', () => (world.bot.error = 'relink_required')]
	])('%s', async (_what, arrange) => {
		arrange();
		expect(await sent('hello')).toMatchObject({ via: 'api', as: 'bot', botAccount: null, confirmed: true });
		expect(world.authors).toEqual(['bot']);
	});

	test('if the chatroom is not known', async () => {
		await settle(world.sender.send({ ...target, chatroomId: null }, 'hello'));
		expect(world.authors).toEqual(['bot']);
	});

	test.each(['bot', 'user'] as const)('when sendAs is %s', async (sendAs) => {
		expect(await sent('hello', { sendAs })).toMatchObject({ via: 'api', as: sendAs });
		expect(world.authors).toEqual([sendAs]);
	});
});

describe('the API is used after Kick has refused the bot account', () => {
	test.each<[KickErrorCode, string[]]>([
		['forbidden', ['bot-1', 'bot']],
		['chat_refused', ['bot-1', 'bot']],
		['channel_not_found', ['bot-1', 'bot']],
		['bad_request', ['bot-1', 'bot']],
		['not_found', ['bot-1', 'bot']],
		['blocked', ['bot-1', 'bot']],
		['kick_unavailable', ['bot-1', 'bot']],
		['network', ['bot-1', 'bot']],
		['rate_limited', ['bot-1', 'bot']],
		['unauthorized', ['bot-1', 'bot-2', 'bot']]
	])('with %s: the message is sent once', async (code, authors) => {
		world.kick.rule = ({ accessToken }) => (accessToken.startsWith('bot-') ? code : null);
		expect(await sent('hello')).toMatchObject({ via: 'api', as: 'bot', messageIds: [`message-${authors.length}`] });
		expect(world.authors).toEqual(authors);
	});

	test('when its token can’t be renewed', async () => {
		world.bot.renewalError = 'relink_required';
		world.kick.answerNext('unauthorized');
		expect(await sent('hello')).toMatchObject({ via: 'api' });
		expect(world.authors).toEqual(['bot-1', 'bot']);
	});

	test('not earlier than Kick asked to wait', async () => {
		world.kick.answerNext(kickError('rate_limited', { retryAfterMs: 7_000 }));
		expect(await sent('hello')).toMatchObject({ via: 'api' });
		expect(world.kick.posts.map(({ at }) => at)).toEqual([0, 7_000]);
	});

	test('part by part: the answer is the API’s then, and the order is kept', async () => {
		world.kick.answerNext(null, 'kick_unavailable');
		expect(await sent(longText(3))).toMatchObject({
			via: 'api',
			as: 'bot',
			botAccount: null,
			confirmed: true,
			messageIds: ['message-1', 'message-3', 'message-4']
		});
		expect(world.authors).toEqual(['bot-1', 'bot-1', 'bot', 'bot-1']);
		expect(world.kick.contents.map((content) => content[0])).toEqual(['0', '1', '1', '2']);
	});
});

describe('a message that may be in the chat is never sent again', () => {
	test.each<[string, KickError]>([
		['an unknown outcome', kickError('outcome_unknown')],
		['a timeout', kickError('timeout')],
		['an unreadable answer', kickError('invalid_response')],
		['a 200 that says it was not sent', kickError('chat_refused', { status: 200 })]
	])('%s ends the message', async (_what, error) => {
		world.kick.rule = () => error;
		expect((await settle(world.sender.send(target, 'hello'))).unwrapErr().code).toBe(error.code);
		expect(world.authors).toEqual(['bot-1']);
	});

	test('nor is the rest of a long message, and the error says how much was sent', async () => {
		world.kick.answerNext(null, 'outcome_unknown');
		expect((await settle(world.sender.send(target, longText(3)))).unwrapErr()).toMatchObject({
			code: 'outcome_unknown',
			hint: expect.stringContaining('1 of 3 parts were sent')
		});
		expect(world.authors).toEqual(['bot-1', 'bot-1']);
	});

	test('each part is accepted at most once, in order, whatever Kick answers', async () => {
		const codes: KickErrorCode[] = [
			'network',
			'rate_limited',
			'unauthorized',
			'forbidden',
			'blocked',
			'not_found',
			'channel_not_found',
			'bad_request',
			'reply_not_found',
			'bot_mode_refused',
			'chat_refused',
			'kick_unavailable',
			'outcome_unknown',
			'timeout',
			'invalid_response'
		];
		const answers = fc.array(
			fc.oneof(
				fc.constant(null),
				fc.constantFrom(...codes).map((code) => kickError(code)),
				fc.constant(kickError('chat_refused', { status: 200 }))
			),
			{ maxLength: 12 }
		);
		await fc.assert(
			fc.asyncProperty(answers, fc.boolean(), fc.integer({ min: 1, max: 3 }), async (script, isUp, parts) => {
				world = new SocketWorld();
				world.socket.isUp = isUp;
				const maybeAccepted: string[] = [];
				world.kick.rule = ({ content }) => {
					const answer = script.shift() ?? null;
					const uncertain = ['outcome_unknown', 'timeout', 'invalid_response'];
					if (!answer || uncertain.includes(answer.code) || answer.status === 200) maybeAccepted.push(content[0]!);
					return answer;
				};
				const result = await settle(world.sender.send(target, longText(parts), { replyTo: 'original' }));
				expect(maybeAccepted).toEqual(['0', '1', '2'].slice(0, maybeAccepted.length));
				if (result.isOk()) expect(maybeAccepted).toHaveLength(parts);
			}),
			{ numRuns: 150 }
		);
	});
});

describe('a channel that refuses the bot account', () => {
	test.each<[string, KickError]>([
		['that has banned it', kickError('chat_refused', { refusal: 'BANNED_ERROR' })],
		['for followers only', kickError('chat_refused', { refusal: 'FOLLOWERS_ONLY_ERROR' })],
		['with a 403', kickError('forbidden')]
	])('%s gets messages only from the API for 10 minutes, and the log says so', async (_what, refusal) => {
		world.kick.rule = ({ accessToken, broadcasterUserId }) =>
			accessToken.startsWith('bot-') && broadcasterUserId === 7 ? refusal : null;
		await sent('one');
		await sent('two');
		expect(world.authors).toEqual(['bot-1', 'bot', 'bot']);
		expect(world.logger.lines).toEqual([
			expect.stringMatching(/The bot account writer can't write to channel 7: .*messages there are sent by the API\.$/)
		]);

		await settle(world.sender.send({ ...target, broadcasterUserId: 8, accountUserId: 8 }, 'elsewhere'));
		expect(world.authors.slice(3)).toEqual(['bot-1']);

		await world.clock.advance(10 * 60_000);
		await sent('three');
		expect(world.authors.slice(4)).toEqual(['bot-1', 'bot']);
	});

	test('is retried immediately with a new link', async () => {
		world.kick.answerNext('forbidden');
		await sent('one');
		world.bot.number++;
		expect(await sent('two')).toMatchObject({ via: 'websocket' });
	});

	test('is retried with the next message if Kick refused only a message, or because of slow mode', async () => {
		for (const refusal of ['NO_LINKS_ERROR', 'DUPLICATE_MESSAGE_ERROR', 'SLOW_MODE_ERROR']) {
			world.kick.answerNext(kickError('chat_refused', { refusal }));
			expect(await sent('one')).toMatchObject({ via: 'api' });
			expect(await sent('two')).toMatchObject({ via: 'websocket' });
		}
	});

	test('with 401 twice does not cost every message a renewal', async () => {
		world.kick.rule = ({ accessToken }) => (accessToken.startsWith('bot-') ? 'unauthorized' : null);
		await sent('one');
		await sent('two');
		expect(world.authors).toEqual(['bot-1', 'bot-2', 'bot', 'bot']);
	});
});
