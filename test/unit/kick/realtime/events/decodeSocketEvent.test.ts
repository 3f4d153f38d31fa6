import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KickUser } from '../../../../../src/lib/kick/events/index.js';
import { decodeSocketEvent, parseWebhookEvent } from '../../../../../src/lib/kick/index.js';

const broadcaster: KickUser = {
	id: 812_345,
	username: 'StreamerOne',
	slug: 'streamerone',
	avatarUrl: null,
	isVerified: false,
	color: null,
	badges: []
};
const decode = (name: string, data: unknown) => decodeSocketEvent(`App\\Events\\${name}`, data, broadcaster);
const eventOf = (name: string, data: unknown) => decode(name, data).unwrap()?.event;

const ana = { id: 99_001, username: 'Ana_Two', slug: 'ana-two' };
const anaAsUser = { ...broadcaster, id: 99_001, username: 'Ana_Two', slug: 'ana-two' };
const chat = {
	id: '0f5e2a34-1111-4222-8333-444455556666',
	chatroom_id: 690_002,
	content: 'hi [emote:37226:KEKW] [emote:37226:KEKW]',
	type: 'message',
	created_at: '2026-11-20T18:05:06+00:00',
	sender: {
		...ana,
		identity: { color: '#75FD46', badges: [{ type: 'subscriber', text: 'Subscriber', count: 3 }], badges_v2: [] }
	}
};
const reply = (changes: object = {}) => ({
	...chat,
	type: 'reply',
	metadata: {
		original_sender: { id: '812345', username: 'StreamerOne' },
		original_message: { id: '11111111-2222-4333-8444-555566667777', content: 'hello' },
		message_ref: '1700000000000',
		...changes
	}
});

describe('a chat message', () => {
	it('is the same as from a webhook', () => {
		const user = (id: number, username: string, channel_slug: string, identity: object | null = null) => ({
			user_id: id,
			username,
			channel_slug,
			is_anonymous: false,
			is_verified: null,
			profile_picture: '',
			identity
		});
		const webhook = {
			message_id: chat.id,
			content: chat.content,
			created_at: chat.created_at,
			emotes: [{ emote_id: '37226', positions: [{ s: 3, e: 20 }] }],
			broadcaster: user(812_345, 'StreamerOne', 'streamerone'),
			sender: user(99_001, 'Ana_Two', 'ana-two', { username_color: '#75FD46', badges: chat.sender.identity.badges }),
			replies_to: {
				message_id: '11111111-2222-4333-8444-555566667777',
				content: 'hello',
				sender: user(812_345, 'StreamerOne', 'streamerone')
			}
		};
		expect(eventOf('ChatMessageEvent', reply())).toEqual(parseWebhookEvent('chat.message.sent', webhook).unwrap());
	});

	it('has its own id and time', () => {
		expect(decode('ChatMessageEvent', chat).unwrap()).toMatchObject({
			type: 'chat.message.sent',
			id: chat.id,
			createdAt: new Date('2026-11-20T18:05:06Z')
		});
	});

	it.each([
		['no metadata', { ...chat, type: 'reply' }],
		['only a reference', reply({ original_sender: undefined, original_message: undefined })],
		['metadata of another kind', { ...chat, metadata: 'none' }]
	])('with %s is no reply', (_, data) => {
		expect(eventOf('ChatMessageEvent', data)).toMatchObject({ replyTo: null });
	});

	it('names the author of the original message even without the sender', () => {
		expect(eventOf('ChatMessageEvent', reply({ original_sender: undefined }))).toMatchObject({
			replyTo: { content: 'hello', sender: null }
		});
	});

	it('shows a sender with the badge as verified, and one without any identity as plain', () => {
		const verified = { ...ana, identity: { badges: [{ type: 'verified', text: 'Verified' }] } };
		expect(eventOf('ChatMessageEvent', { ...chat, sender: verified })).toMatchObject({ sender: { isVerified: true } });
		expect(eventOf('ChatMessageEvent', { ...chat, sender: { id: '5', username: 'Bo_B' } })).toMatchObject({
			sender: { id: 5, username: 'Bo_B', slug: 'bo-b', color: null, badges: [], isVerified: false }
		});
	});

	it.each([
		['no id', { ...chat, id: undefined }, 'id: '],
		['no sender', { ...chat, sender: null }, 'sender: '],
		['no text', { ...chat, content: 5 }, 'content: ']
	])('with %s is refused, and the reason names the field without its value', (_, data, problem) => {
		expect(decode('ChatMessageEvent', data).unwrapErr()).toContain(problem);
	});
});

describe('a socket-only event', () => {
	it.each<[string, unknown, object, string | null]>([
		[
			'MessageDeletedEvent',
			{ id: 'd-1', message: { id: 'm-1' }, aiModerated: true, violatedRules: ['harassment', 5] },
			{ messageId: 'm-1', aiModerated: true, violatedRules: ['harassment'] },
			'd-1'
		],
		[
			'MessageDeletedEvent',
			{ message: { id: 'm-1' } },
			{ messageId: 'm-1', aiModerated: false, violatedRules: [] },
			null
		],
		[
			'UserUnbannedEvent',
			{ id: 'u-1', user: ana, unbanned_by: { id: 0, username: 'mod', slug: 'mod' }, permanent: true },
			{ user: anaAsUser, unbannedBy: { ...anaAsUser, id: 0, username: 'mod', slug: 'mod' }, wasPermanent: true },
			'u-1'
		],
		[
			'UserUnbannedEvent',
			{ id: 'u-1', user: ana, unbanned_by: null },
			{ user: anaAsUser, unbannedBy: null, wasPermanent: false },
			'u-1'
		],
		['ChatroomClearEvent', { id: 'c-1' }, { id: 'c-1' }, 'c-1'],
		[
			'ChatroomUpdatedEvent',
			{
				id: 690_002,
				slow_mode: { enabled: true, message_interval: 5 },
				followers_mode: { enabled: false, min_duration: '10' },
				subscribers_mode: { enabled: true },
				emotes_mode: { enabled: null },
				account_age: { enabled: false }
			},
			{
				slowMode: { enabled: true, intervalSeconds: 5 },
				followersMode: { enabled: false, minMinutes: 10 },
				subscribersMode: true,
				emotesMode: false
			},
			null
		],
		[
			'PinnedMessageCreatedEvent',
			{ message: chat, duration: '1200', pinnedBy: ana },
			{ message: eventOf('ChatMessageEvent', chat), pinnedBy: anaAsUser, durationSeconds: 1_200 },
			null
		],
		[
			'PinnedMessageCreatedEvent',
			{ message: chat },
			{ message: eventOf('ChatMessageEvent', chat), pinnedBy: null, durationSeconds: null },
			null
		],
		['PinnedMessageDeletedEvent', [], {}, null],
		['PinnedMessageDeletedEvent', undefined, {}, null]
	])('%s %j is typed', (name, data, event, id) => {
		const decoded = decode(name, data).unwrap();
		expect(decoded?.event).toEqual({ broadcaster, ...event });
		expect(decoded?.id).toBe(id);
	});

	const modes = {
		slow_mode: { enabled: true, message_interval: 5 },
		followers_mode: { enabled: true, min_duration: 10 },
		subscribers_mode: { enabled: true },
		emotes_mode: { enabled: true }
	};

	it.each<[name: string, data: Record<string, unknown>, optional: string[]]>([
		['ChatMessageEvent', reply(), ['metadata', 'created_at', 'type', 'chatroom_id']],
		['MessageDeletedEvent', { id: 'd', message: { id: 'm' } }, ['id', 'aiModerated', 'violatedRules']],
		['UserUnbannedEvent', { id: 'u', user: ana, unbanned_by: ana }, ['id', 'unbanned_by', 'permanent']],
		['ChatroomUpdatedEvent', modes, Object.keys(modes)],
		['PinnedMessageCreatedEvent', { message: chat, pinnedBy: ana, duration: 1 }, ['pinnedBy', 'duration']]
	])('%s stays an event when one of its optional parts is null, absent or of another type', (name, data, optional) => {
		for (const part of optional) {
			for (const change of [null, undefined, 'another']) {
				expect(eventOf(name, { ...data, [part]: change }), `${part}: ${change}`).toMatchObject({ broadcaster });
			}
		}
	});

	it('has a chat mode off that Kick does not name', () => {
		expect(eventOf('ChatroomUpdatedEvent', { ...modes, slow_mode: null, emotes_mode: undefined })).toEqual({
			broadcaster,
			slowMode: { enabled: false, intervalSeconds: 0 },
			followersMode: { enabled: true, minMinutes: 10 },
			subscribersMode: true,
			emotesMode: false
		});
	});

	it.each(['MessageDeletedEvent', 'UserUnbannedEvent', 'ChatroomClearEvent', 'ChatroomUpdatedEvent'])(
		'%s without its subject is refused',
		(name) => {
			for (const data of [null, {}, [], 'x', 5, { id: '' }]) expect(decode(name, data).isErr()).toBe(true);
		}
	);
});

describe('an ignored event', () => {
	it.each([
		'UserBannedEvent',
		'SubscriptionEvent',
		'GiftedSubscriptionsEvent',
		'RewardRedeemedEvent',
		'KicksGifted',
		'StreamerIsLive',
		'StopStreamBroadcast',
		'StreamHostEvent',
		'SomethingNewEvent',
		'constructor',
		'__proto__'
	])('%s', (name) => {
		expect(decode(name, chat).unwrap()).toBeNull();
	});

	it('a chat message under another name', () => {
		expect(decodeSocketEvent('ChatMessageEvent', chat, broadcaster).unwrap()).toBeNull();
	});
});

describe('any data', () => {
	const names = [
		'ChatMessageEvent',
		'MessageDeletedEvent',
		'UserUnbannedEvent',
		'ChatroomClearEvent',
		'ChatroomUpdatedEvent',
		'PinnedMessageCreatedEvent',
		'PinnedMessageDeletedEvent'
	];
	/** Any JSON, and almost valid events: single fields of a good event replaced. */
	const hostile = fc.oneof(
		fc.jsonValue(),
		fc
			.record({
				id: fc.jsonValue(),
				content: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
				sender: fc.oneof(fc.jsonValue(), fc.record({ id: fc.jsonValue(), identity: fc.jsonValue() })),
				metadata: fc.jsonValue(),
				message: fc.jsonValue(),
				created_at: fc.jsonValue(),
				user: fc.jsonValue(),
				slow_mode: fc.jsonValue()
			})
			.map((changes) => ({ ...reply(), ...changes }))
	);

	it.each(names)('of %s becomes an event of the channel, or a reason, without an exception', (name) => {
		fc.assert(
			fc.property(hostile, (data) => {
				const decoded = decode(name, data);
				if (decoded.isErr()) expect(decoded.unwrapErr()).toMatch(/./);
				else expect(decoded.unwrap()).toMatchObject({ event: { broadcaster } });
			}),
			{ numRuns: 300 }
		);
	});
});
