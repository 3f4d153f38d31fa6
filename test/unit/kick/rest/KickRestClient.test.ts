import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KickErrorCode } from '../../../../src/lib/kick/errors.js';
import { KickRestClient } from '../../../../src/lib/kick/rest/KickRestClient.js';
import { challengePage, cut, edgeBlock, HttpStub, halfAnswer, json, raw, silence } from '../../../support/HttpStub.js';

const Token = 'TOKEN0SECRET';
let stub: HttpStub;
let kick: KickRestClient;

beforeEach(async () => {
	stub = await HttpStub.start();
	kick = new KickRestClient({ baseUrl: stub.baseUrl, retryDelayMs: 1 });
});

afterEach(async () => {
	await stub.stop();
	await kick.close();
});

const channel = {
	broadcaster_user_id: 812345,
	slug: 'streamerone',
	stream_title: 'Tuesday build',
	category: { id: 5, name: 'Just Chatting', thumbnail: 'https://x' },
	stream: {
		is_live: true,
		start_time: '2026-11-20T18:00:00Z',
		viewer_count: 42,
		language: 'en',
		thumbnail: 'https://t',
		custom_tags: ['coop']
	},
	something_new: {}
};

describe('livestreams', () => {
	const stream = { broadcaster_user: { id: 812345 }, started_at: '2026-11-20T18:00:00Z', title: 'x', viewer_count: 42 };

	it('contain the time of the answer, by Kick’s clock', async () => {
		const data = [stream, { ...stream, started_at: null, viewer_count: -1 }];
		stub.reply(json(200, { data }, { date: 'Fri, 20 Nov 2026 19:00:00 GMT' }));
		expect((await kick.getLivestreams(Token, [812345, 7])).unwrap()).toEqual({
			streams: [
				{ broadcasterUserId: 812345, startedAt: new Date('2026-11-20T18:00:00Z'), title: 'x', viewerCount: 42 },
				{ broadcasterUserId: 812345, startedAt: null, title: 'x', viewerCount: null }
			],
			at: new Date('2026-11-20T19:00:00Z')
		});
		const [request] = stub.requests;
		expect(request).toMatchObject({ method: 'GET', path: '/public/v1/users/livestreams' });
		expect(request?.query.getAll('user_id')).toEqual(['812345', '7']);
	});

	it('contain the time of this machine if Kick sends none, and are an error when they cannot be read', async () => {
		stub.reply(json(200, { data: [] }, { date: 'yesterday' }), json(200, { data: [{}] }));
		const before = Date.now();
		expect((await kick.getLivestreams(Token, [7])).unwrap().at.getTime()).toBeGreaterThanOrEqual(before);
		expect((await kick.getLivestreams(Token, [7])).unwrapErr().code).toBe('invalid_response');
	});
});

describe('channels', () => {
	it('are found by slug', async () => {
		stub.reply(json(200, { data: [channel], message: 'OK' }));
		const channels = (await kick.getChannelsBySlug(Token, ['streamerone', 'streamer-one'])).unwrap();
		expect(channels).toEqual([
			{
				broadcasterUserId: 812345,
				slug: 'streamerone',
				title: 'Tuesday build',
				isLive: true,
				startedAt: new Date('2026-11-20T18:00:00Z'),
				viewerCount: 42,
				categoryName: 'Just Chatting',
				language: 'en',
				thumbnailUrl: 'https://t'
			}
		]);
		const [request] = stub.requests;
		expect(request).toMatchObject({ method: 'GET', path: '/public/v1/channels' });
		expect(request?.query.getAll('slug')).toEqual(['streamerone', 'streamer-one']);
		expect(request?.headers.authorization).toBe(`Bearer ${Token}`);
	});

	it('may lack everything but id and slug', async () => {
		const bare = { broadcaster_user_id: '7', slug: 'x', category: null, stream: null };
		const offline = { ...bare, stream: { is_live: false, start_time: '0001-01-01T00:00:00Z' } };
		stub.reply(json(200, { data: [bare, offline] }));
		const channels = (await kick.getChannelsByUserId(Token, [7])).unwrap();
		expect(channels).toMatchObject([
			{ broadcasterUserId: 7, title: null, isLive: false, startedAt: null },
			{ isLive: false, startedAt: null }
		]);
		expect(stub.requests[0]?.query.getAll('broadcaster_user_id')).toEqual(['7']);
	});

	it('have a category whether Kick names the field with a small or a capital letter', async () => {
		const { category, ...rest } = channel;
		stub.reply(json(200, { data: [{ ...rest, Category: category }, rest] }));
		const channels = (await kick.getChannelsByUserId(Token, [812345])).unwrap();
		expect(channels.map(({ categoryName }) => categoryName)).toEqual(['Just Chatting', null]);
	});

	it('that Kick does not know are left out', async () => {
		stub.reply(json(200, { data: [], message: 'OK' }));
		expect((await kick.getChannelsBySlug(Token, ['nobody'])).unwrap()).toEqual([]);
	});

	it('are requested fifty at a time, and not at all for none', async () => {
		stub.reply(json(200, { data: [channel] }));
		const ids = Array.from({ length: 101 }, (_, index) => index + 1);
		expect((await kick.getChannelsByUserId(Token, ids)).unwrap()).toHaveLength(3);
		expect(stub.requests.map(({ query }) => query.size)).toEqual([50, 50, 1]);
		expect((await kick.getChannelsBySlug(Token, [])).unwrap()).toEqual([]);
		expect(stub.requests).toHaveLength(3);
	});

	it.each([
		['a text as data', { data: 'oops' }],
		['no data', {}],
		['a list with holes', { data: [null] }],
		['a wrong id', { data: [{ ...channel, broadcaster_user_id: -1 }] }]
	])('in an answer with %s are an invalid response', async (_name, body) => {
		stub.reply(json(200, body));
		expect((await kick.getChannelsBySlug(Token, ['x'])).unwrapErr().code).toBe('invalid_response');
	});
});

describe('users', () => {
	const user = { user_id: 812345, name: 'StreamerOne', email: 'me@example.org', profile_picture: '' };

	it('without ids are the owner of the token', async () => {
		stub.reply(json(200, { data: [user], message: 'OK' }));
		const expected = [{ userId: 812345, username: 'StreamerOne', avatarUrl: null }];
		expect((await kick.getUsers(Token)).unwrap()).toEqual(expected);
		expect(stub.requests[0]).toMatchObject({ path: '/public/v1/users' });
		expect(stub.requests[0]?.query.size).toBe(0);
	});

	it('are found by id, and no ids never mean the owner of the token', async () => {
		stub.reply(json(200, { data: [user] }));
		await kick.getUsers(Token, [1, 2]);
		expect(stub.requests[0]?.query.getAll('id')).toEqual(['1', '2']);
		expect((await kick.getUsers(Token, [])).unwrap()).toEqual([]);
	});
});

it('are an empty list if Kick sends null, and so is any other list', async () => {
	stub.reply(json(200, { data: null, message: 'OK' }));
	expect((await kick.getChannelsBySlug(Token, ['x'])).unwrap()).toEqual([]);
	expect((await kick.getChannelsByUserId(Token, [1])).unwrap()).toEqual([]);
	expect((await kick.getLivestreams(Token, [1])).unwrap().streams).toEqual([]);
	expect((await kick.getUsers(Token)).unwrap()).toEqual([]);
	expect((await kick.listSubscriptions(Token, 1)).unwrap()).toEqual([]);
});

it('without a name are named by their id', async () => {
	stub.reply(json(200, { data: [{ user_id: 812345, name: null }] }));
	expect((await kick.getUsers(Token)).unwrap()).toEqual([{ userId: 812345, username: '812345', avatarUrl: null }]);
});

describe('a chat message', () => {
	const sent = json(200, { data: { is_sent: true, message_id: 'm-1' }, message: 'OK' });

	it('goes out as the bot without a channel, and as a user with one', async () => {
		stub.reply(sent);
		const message = { content: 'hi', broadcasterUserId: 5, replyToMessageId: 'r-1' };
		expect((await kick.postChatMessage(Token, { type: 'bot', ...message })).unwrap()).toEqual({ messageId: 'm-1' });
		await kick.postChatMessage(Token, { type: 'user', ...message });
		expect(stub.requests.map(({ body }) => JSON.parse(body))).toEqual([
			{ type: 'bot', content: 'hi', reply_to_message_id: 'r-1' },
			{ type: 'user', content: 'hi', broadcaster_user_id: 5, reply_to_message_id: 'r-1' }
		]);
		expect(stub.requests[0]).toMatchObject({ method: 'POST', path: '/public/v1/chat' });
	});

	it('may be sent without an id', async () => {
		stub.reply(json(200, { data: { is_sent: true } }));
		expect((await kick.postChatMessage(Token, { type: 'bot', content: 'x' })).unwrap()).toEqual({ messageId: null });
	});

	const data = (text: string) => ({ data: text, message: 'Bad request' });
	type Row = [what: string, reply: ReturnType<typeof json>, asBot: KickErrorCode, asUser: KickErrorCode];
	const rows: Row[] = [
		['401', json(401, { data: {}, message: 'Unauthorized' }), 'unauthorized', 'unauthorized'],
		['401 without a body', raw(401, ''), 'unauthorized', 'unauthorized'],
		['403 not authenticated', json(403, { data: null, message: 'User not authenticated' }), 'forbidden', 'forbidden'],
		['403 muted', json(403, data('user is muted in this channel')), 'chat_refused', 'chat_refused'],
		['403 banned', json(403, data('User is banned')), 'chat_refused', 'chat_refused'],
		['403 of the edge', edgeBlock, 'blocked', 'blocked'],
		['403 challenge page', challengePage(403), 'blocked', 'blocked'],
		['400 channel not found', json(400, data('Channel not found')), 'bot_mode_refused', 'channel_not_found'],
		['404 channel not found', json(404, data('Channel not found')), 'bot_mode_refused', 'channel_not_found'],
		['404', json(404, { data: {}, message: 'Not found' }), 'not_found', 'not_found'],
		['400', json(400, data('content is required')), 'bad_request', 'bad_request'],
		['400 reply', json(400, data('ORIGINAL_MESSAGE_NOT_FOUND_ERROR')), 'reply_not_found', 'reply_not_found'],
		['500 reply', json(500, data('x: ORIGINAL_MESSAGE_NOT_FOUND_ERROR')), 'reply_not_found', 'reply_not_found'],
		[
			'400 nested reply',
			json(400, { data: { e: 'ORIGINAL_MESSAGE_NOT_FOUND_ERROR' } }),
			'reply_not_found',
			'reply_not_found'
		],
		['500', json(500, { data: {}, message: 'Internal server error' }), 'bot_mode_refused', 'kick_unavailable'],
		['500 without a body', raw(500, ''), 'bot_mode_refused', 'kick_unavailable'],
		['503', json(503, {}), 'kick_unavailable', 'kick_unavailable'],
		['502 page', challengePage(502), 'outcome_unknown', 'outcome_unknown'],
		['504', raw(504, ''), 'outcome_unknown', 'outcome_unknown'],
		['429', json(429, {}, { 'retry-after': '3' }), 'rate_limited', 'rate_limited'],
		['429 without Retry-After', raw(429, ''), 'rate_limited', 'rate_limited'],
		['302', raw(302, '', { location: '/' }), 'invalid_response', 'invalid_response'],
		['200 page', challengePage(200), 'outcome_unknown', 'outcome_unknown'],
		['200 without a body', raw(200, ''), 'outcome_unknown', 'outcome_unknown'],
		['200 without data', json(200, { message: 'OK' }), 'outcome_unknown', 'outcome_unknown'],
		['200 not sent', json(200, { data: { is_sent: false, message_id: '' } }), 'chat_refused', 'chat_refused'],
		['half an answer', halfAnswer, 'outcome_unknown', 'outcome_unknown'],
		['a cut connection', cut, 'outcome_unknown', 'outcome_unknown'],
		...[
			'FOLLOWERS_ONLY_ERROR',
			'SUBSCRIBERS_ONLY_ERROR',
			'SUBSCRIBERS_ONLY_EMOTE_ERROR',
			'EMOTES_ONLY_ERROR',
			'SLOW_MODE_ERROR',
			'BANNED_ERROR',
			'BANNED_USER_ERROR',
			'NO_LINKS_ERROR',
			'DUPLICATE_MESSAGE_ERROR',
			'MESSAGE_TOO_LONG'
		].map((word): Row => [`500 ${word}`, json(500, data(`rpc failed: ${word}`)), 'chat_refused', 'chat_refused'])
	];

	it.each(rows)('answered by %s gets its own error code and is sent once', async (_what, reply, asBot, asUser) => {
		stub.reply(reply);
		const bot = (await kick.postChatMessage(Token, { type: 'bot', content: 'x' })).unwrapErr();
		const user = (await kick.postChatMessage(Token, { type: 'user', content: 'x', broadcasterUserId: 1 })).unwrapErr();
		expect([bot.code, user.code]).toEqual([asBot, asUser]);
		expect(stub.requests).toHaveLength(2);
		expect(inspect([bot, user], { showHidden: true, depth: 10 })).not.toContain(Token);
	});

	it('that gets no answer has an unknown outcome', async () => {
		await kick.close();
		kick = new KickRestClient({ baseUrl: stub.baseUrl, timeoutMs: 50 });
		stub.reply(silence);
		const error = (await kick.postChatMessage(Token, { type: 'bot', content: 'x' })).unwrapErr();
		expect(error.code).toBe('outcome_unknown');
		expect(stub.requests).toHaveLength(1);
	});

	it('that no server could receive was not sent', async () => {
		await stub.stop();
		const error = (await kick.postChatMessage(Token, { type: 'bot', content: 'x' })).unwrapErr();
		expect(error.code).toBe('network');
	});

	it('that is refused returns status, pause and Kick’s words', async () => {
		stub.reply(json(429, { data: 'slow down', message: 'Too many' }, { 'retry-after': '3' }));
		const error = (await kick.postChatMessage(Token, { type: 'bot', content: 'x' })).unwrapErr();
		expect(error).toMatchObject({ status: 429, retryAfterMs: 3000, detail: 'slow down' });
	});

	it('that is not sent for a named reason returns it', async () => {
		stub.reply(json(200, { data: { is_sent: false, error: 'SLOW_MODE_ERROR' } }));
		const error = (await kick.postChatMessage(Token, { type: 'bot', content: 'x' })).unwrapErr();
		expect(error).toMatchObject({ code: 'chat_refused', hint: expect.stringContaining('Slow mode') });
	});
});

describe('subscriptions', () => {
	const listed = {
		id: 'S1',
		app_id: 'A1',
		broadcaster_user_id: 812345,
		event: 'chat.message.sent',
		version: 1,
		method: 'webhook',
		created_at: '2026-11-01T10:00:00Z'
	};

	it('are listed for a channel or for all', async () => {
		stub.reply(json(200, { data: [listed] }));
		expect((await kick.listSubscriptions(Token, 812345)).unwrap()).toEqual([
			{
				id: 'S1',
				appId: 'A1',
				broadcasterUserId: 812345,
				event: 'chat.message.sent',
				version: 1,
				method: 'webhook',
				createdAt: new Date('2026-11-01T10:00:00Z')
			}
		]);
		await kick.listSubscriptions(Token);
		expect(stub.requests.map(({ query }) => query.get('broadcaster_user_id'))).toEqual(['812345', null]);
	});

	it('are an error when one of them cannot be read', async () => {
		stub.reply(json(200, { data: [listed, { ...listed, id: 7 }] }));
		expect((await kick.listSubscriptions(Token)).unwrapErr().code).toBe('invalid_response');
	});

	it('may lack everything but id, channel and event; an unreadable version is not the usual one', async () => {
		const bare = { id: 'S1', broadcaster_user_id: 812345, event: 'chat.message.sent', version: null, created_at: null };
		stub.reply(json(200, { data: [bare] }), json(200, { data: [{ ...bare, version: 'two' }] }));
		expect((await kick.listSubscriptions(Token)).unwrap()).toEqual([
			{
				id: 'S1',
				appId: null,
				broadcasterUserId: 812345,
				event: 'chat.message.sent',
				version: 1,
				method: 'webhook',
				createdAt: null
			}
		]);
		expect((await kick.listSubscriptions(Token)).unwrapErr().code).toBe('invalid_response');
	});

	const wanted = [
		{ name: 'chat.message.sent', version: 1 },
		{ name: 'channel.followed', version: 1 },
		{ name: 'kicks.gifted', version: 1 }
	];

	it('are created one by one, whatever Kick answers for the others', async () => {
		stub.reply(
			json(200, {
				data: [
					{ name: 'channel.followed', version: '1', error: 'internal: operation error DynamoDB: PutItem' },
					{ name: 'chat.message.sent', version: 1, subscription_id: 'S1', error: '' }
				]
			})
		);
		expect((await kick.createSubscriptions(Token, 5, wanted)).unwrap()).toEqual([
			{ event: 'chat.message.sent', version: 1, subscriptionId: 'S1' },
			{ event: 'channel.followed', version: 1, error: 'internal: operation error DynamoDB: PutItem' },
			{ event: 'kicks.gifted', version: 1, error: null }
		]);
		expect(JSON.parse(stub.requests[0]!.body)).toEqual({ broadcaster_user_id: 5, method: 'webhook', events: wanted });
	});

	it('that were created are returned even if the answer has another one without a name or version', async () => {
		const data = [{ name: 'chat.message.sent', subscription_id: 'S1' }, null, { name: null, subscription_id: 'S2' }];
		stub.reply(json(200, { data }), json(200, { data: null }));
		const created = (await kick.createSubscriptions(Token, 5, wanted)).unwrap();
		expect(created.map(({ subscriptionId }) => subscriptionId)).toEqual(['S1', undefined, undefined]);
		const none = (await kick.createSubscriptions(Token, 5, wanted)).unwrap();
		expect(none.map(({ subscriptionId }) => subscriptionId)).toEqual([undefined, undefined, undefined]);
	});

	it.each<[string, ReturnType<typeof json>, KickErrorCode]>([
		[
			'the limit',
			json(400, { data: 'event subscription limit reached', message: 'Bad request' }),
			'subscription_limit'
		],
		['another 400', json(400, { data: 'no', message: 'Bad request' }), 'bad_request'],
		['401', json(401, {}), 'unauthorized'],
		['500', json(500, {}), 'kick_unavailable'],
		['a page', challengePage(200), 'outcome_unknown'],
		['a cut connection', cut, 'outcome_unknown']
	])('that get %s are requested once', async (_name, reply, code) => {
		stub.reply(reply);
		expect((await kick.createSubscriptions(Token, 5, wanted)).unwrapErr().code).toBe(code);
		expect(stub.requests).toHaveLength(1);
	});

	it('for no event are not requested', async () => {
		expect((await kick.createSubscriptions(Token, 5, [])).unwrap()).toEqual([]);
		expect(stub.requests).toHaveLength(0);
	});

	it('are deleted fifty at a time; one that does not exist counts as deleted', async () => {
		stub.reply(raw(204, ''), json(404, {}));
		const ids = Array.from({ length: 51 }, (_, index) => `S${index}`);
		expect((await kick.deleteSubscriptions(Token, ids)).isOk()).toBe(true);
		expect(stub.requests.map(({ method, query }) => [method, query.getAll('id').length])).toEqual([
			['DELETE', 50],
			['DELETE', 1]
		]);
	});

	it('that cannot be deleted stop the rest', async () => {
		stub.reply(json(500, {}));
		const ids = Array.from({ length: 51 }, (_, index) => `S${index}`);
		expect((await kick.deleteSubscriptions(Token, ids)).unwrapErr().code).toBe('kick_unavailable');
		expect(stub.requests).toHaveLength(1);
	});
});

describe('the public key', () => {
	it('is fetched without a token', async () => {
		stub.reply(json(200, { data: { public_key: 'PEM' }, message: 'OK' }));
		expect((await kick.getPublicKey()).unwrap()).toBe('PEM');
		expect(stub.requests[0]).toMatchObject({ path: '/public/v1/public-key' });
		expect(stub.requests[0]?.headers.authorization).toBeUndefined();
	});

	it.each<[string, ReturnType<typeof json>, KickErrorCode]>([
		['a challenge page', challengePage(403), 'blocked'],
		['a page for a success', challengePage(200), 'invalid_response'],
		['an outage', json(503, {}), 'kick_unavailable'],
		['a cut connection', cut, 'network'],
		['half an answer', halfAnswer, 'network'],
		['no key', json(200, { data: { public_key: null } }), 'invalid_response']
	])('behind %s is an error', async (_name, reply, code) => {
		stub.reply(reply);
		expect((await kick.getPublicKey()).unwrapErr().code).toBe(code);
	});
});

it('no answer of Kick causes an exception', async () => {
	const part = fc.constantFrom('data', 'message', 'is_sent', 'message_id', 'error', 'name', 'version', 'user_id');
	const anything = fc.object({ key: fc.oneof(part, fc.string()), maxDepth: 3 });
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(200, 400, 403, 404), fc.oneof(anything, fc.jsonValue()), async (status, body) => {
			stub.reply(json(status, body ?? null));
			const results = await Promise.all([
				kick.postChatMessage(Token, { type: 'bot', content: 'x' }),
				kick.createSubscriptions(Token, 1, [{ name: 'kicks.gifted', version: 1 }]),
				kick.listSubscriptions(Token),
				kick.getUsers(Token)
			]);
			for (const result of results) expect(result.isOk() || result.isErr()).toBe(true);
		}),
		{ numRuns: 50 }
	);
});
