import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KickWebhookType, KickWebhookTypes } from '../../../../src/lib/kick/events/index.js';
import { emotesIn } from '../../../../src/lib/kick/webhooks/emotes.js';
import { broadcasterOf, parseWebhookEvent } from '../../../../src/lib/kick/webhooks/parseWebhookEvent.js';
import { parseWireDate } from '../../../../src/lib/kick/wire.js';

const wireBroadcaster = {
	is_anonymous: false,
	user_id: 812345,
	username: 'StreamerOne',
	is_verified: true,
	profile_picture: 'https://files.kick.com/a.webp',
	channel_slug: 'streamerone',
	identity: null
};
const broadcaster = {
	id: 812345,
	username: 'StreamerOne',
	slug: 'streamerone',
	avatarUrl: 'https://files.kick.com/a.webp',
	isVerified: true,
	color: null,
	badges: []
};
/** As in real deliveries: no identity, `is_verified` null. */
const wireViewer = {
	is_anonymous: false,
	user_id: 99001,
	username: 'Viewer_Two',
	is_verified: null,
	profile_picture: '',
	channel_slug: 'viewer-two'
};
const viewer = {
	id: 99001,
	username: 'Viewer_Two',
	slug: 'viewer-two',
	avatarUrl: null,
	isVerified: false,
	color: null,
	badges: []
};
const anonymous = {
	is_anonymous: true,
	user_id: null,
	username: null,
	is_verified: null,
	profile_picture: null,
	channel_slug: null,
	identity: null
};
const createdAt = '2026-11-20T18:05:06Z';
const created = new Date(createdAt);
const expiresAt = '2026-12-20T18:05:06+00:00';
const expires = new Date(expiresAt);

const wireChat = {
	message_id: '0f5e2a34-1111-4222-8333-444455556666',
	replies_to: null,
	broadcaster: wireBroadcaster,
	sender: {
		...wireViewer,
		identity: {
			username_color: '#75FD46',
			badges: [
				{ text: 'Subscriber', type: 'subscriber', count: 3 },
				{ text: 'Moderator', type: 'moderator' }
			]
		}
	},
	content: 'gg [emote:37226:KEKW] wp',
	emotes: [{ emote_id: 37226, positions: [{ s: 3, e: 20 }] }],
	created_at: createdAt
};
const wireReward = {
	id: '01KA',
	user_input: 'say hi',
	status: 'pending',
	redeemed_at: '2026-11-20T18:06:00.123Z',
	reward: { id: '01KB', title: 'Say hi', cost: 100, description: '' },
	redeemer: wireViewer,
	broadcaster: wireBroadcaster
};
const wireMetadata = {
	title: 'New title',
	language: 'en',
	has_mature_content: true,
	category: { id: 5, name: 'Just Chatting', thumbnail: 'https://x/y' }
};
const wireKicks = {
	broadcaster: wireBroadcaster,
	sender: wireViewer,
	gift: { amount: 500, name: 'Rage Quit', type: 'LEVEL_UP', tier: 'MID', message: 'w', pinned_time_seconds: 600 },
	created_at: createdAt
};
const subscription = { subscriber: wireViewer, duration: 3, created_at: createdAt, expires_at: expiresAt };

const samples: Record<KickWebhookType, [wire: object, event: object]> = {
	'chat.message.sent': [
		wireChat,
		{
			id: '0f5e2a34-1111-4222-8333-444455556666',
			broadcaster,
			sender: {
				...viewer,
				color: '#75FD46',
				badges: [
					{ type: 'subscriber', text: 'Subscriber', count: 3 },
					{ type: 'moderator', text: 'Moderator' }
				]
			},
			content: 'gg [emote:37226:KEKW] wp',
			emotes: [{ id: '37226', name: 'KEKW' }],
			replyTo: null,
			createdAt: created
		}
	],
	'channel.followed': [
		{ broadcaster: wireBroadcaster, follower: wireViewer },
		{ broadcaster, follower: viewer }
	],
	'channel.subscription.new': [
		{ broadcaster: wireBroadcaster, ...subscription, duration: 1 },
		{ broadcaster, subscriber: viewer, months: 1, createdAt: created, expiresAt: expires }
	],
	'channel.subscription.renewal': [
		{ broadcaster: wireBroadcaster, ...subscription },
		{ broadcaster, subscriber: viewer, months: 3, createdAt: created, expiresAt: expires }
	],
	'channel.subscription.gifts': [
		{
			broadcaster: wireBroadcaster,
			gifter: wireViewer,
			giftees: [wireViewer],
			created_at: createdAt,
			expires_at: expiresAt
		},
		{ broadcaster, gifter: viewer, giftees: [viewer], createdAt: created, expiresAt: expires }
	],
	'channel.reward.redemption.updated': [
		wireReward,
		{
			broadcaster,
			id: '01KA',
			redeemer: viewer,
			reward: { id: '01KB', title: 'Say hi', cost: 100, description: null },
			userInput: 'say hi',
			status: 'pending',
			redeemedAt: new Date('2026-11-20T18:06:00.123Z')
		}
	],
	'livestream.status.updated': [
		{
			broadcaster: wireBroadcaster,
			is_live: true,
			title: 'Hi',
			started_at: '2026-11-21T05:00:00+11:00',
			ended_at: null
		},
		{ broadcaster, isLive: true, title: 'Hi', startedAt: new Date('2026-11-20T18:00:00Z'), endedAt: null }
	],
	'livestream.metadata.updated': [
		{ broadcaster: wireBroadcaster, metadata: wireMetadata },
		{
			broadcaster,
			title: 'New title',
			language: 'en',
			hasMatureContent: true,
			category: { id: 5, name: 'Just Chatting', thumbnailUrl: 'https://x/y' }
		}
	],
	'moderation.banned': [
		{
			broadcaster: wireBroadcaster,
			moderator: wireBroadcaster,
			banned_user: wireViewer,
			metadata: { reason: 'spam', created_at: createdAt, expires_at: null }
		},
		{ broadcaster, moderator: broadcaster, bannedUser: viewer, reason: 'spam', createdAt: created, expiresAt: null }
	],
	'kicks.gifted': [
		wireKicks,
		{
			broadcaster,
			sender: viewer,
			gift: { amount: 500, name: 'Rage Quit', type: 'LEVEL_UP', tier: 'MID', message: 'w', pinnedSeconds: 600 },
			createdAt: created
		}
	]
};

/** `undefined`: absent. */
const losses = [null, undefined, { not: ['expected'] }];

/** Parts without which an event makes no sense. All others may be missing. */
const essentials: Record<KickWebhookType, string[]> = {
	'chat.message.sent': ['message_id', 'content', 'sender', 'sender.user_id'],
	'channel.followed': ['follower', 'follower.user_id'],
	'channel.subscription.new': ['subscriber', 'subscriber.user_id'],
	'channel.subscription.renewal': ['subscriber', 'subscriber.user_id'],
	'channel.subscription.gifts': [],
	'channel.reward.redemption.updated': ['id', 'redeemer', 'redeemer.user_id', 'reward', 'reward.id'],
	'livestream.status.updated': ['is_live'],
	'livestream.metadata.updated': [],
	'moderation.banned': ['banned_user', 'banned_user.user_id'],
	'kicks.gifted': ['sender', 'sender.user_id', 'gift', 'gift.amount']
};

describe.each(KickWebhookTypes)('%s', (type) => {
	const [wire, event] = samples[type];
	const essential = ['broadcaster', 'broadcaster.user_id', ...essentials[type]];
	const optional = partsOf(wire).filter((path) => !essential.includes(path));

	it.each(optional)('stays an event when %s is null, absent or of another type', (path) => {
		for (const change of losses) {
			const parsed = parseWebhookEvent(type, changed(wire, path, change)).unwrap();
			expect(parsed.broadcaster.id).toBe(812345);
			expect(Object.keys(parsed).sort()).toEqual(Object.keys(event).sort());
		}
	});

	it.each(essential)('is refused when %s is null, absent or of another type, and the reason names it', (path) => {
		for (const change of losses) {
			expect(parseWebhookEvent(type, changed(wire, path, change)).unwrapErr()).toContain(path.split('.')[0]);
		}
	});

	it('becomes its event', () => {
		expect(parseWebhookEvent(type, wire).unwrap()).toStrictEqual(event);
	});

	it('is read the same with unknown fields, at every level', () => {
		const extended = JSON.parse(JSON.stringify(wire), (key, value: unknown) =>
			isObject(value) ? { ...value, brand_new: { [key]: [null] } } : value
		);
		expect(parseWebhookEvent(type, extended).unwrap()).toStrictEqual(event);
	});

	it('is read the same with ids as text', () => {
		const texts = JSON.parse(JSON.stringify(wire), (key, value: unknown) =>
			key === 'user_id' ? String(value) : value
		);
		expect(parseWebhookEvent(type, texts).unwrap()).toStrictEqual(event);
	});

	it('without a broadcaster is refused by name', () => {
		expect(parseWebhookEvent(type, { ...wire, broadcaster: undefined }).unwrapErr()).toContain('broadcaster');
		expect(parseWebhookEvent(type, { ...wire, broadcaster: anonymous }).unwrapErr()).toContain('broadcaster');
	});

	it('of any shape becomes an event or a reason, without an exception', () => {
		const keys = [
			...new Set(
				JSON.stringify(wire)
					.match(/"\w+"(?=:)/g)
					?.map((key) => key.slice(1, -1))
			)
		];
		const hostile = fc.oneof(fc.anything(), fc.jsonValue(), fc.dictionary(fc.constantFrom(...keys), fc.anything()));
		const damaged = fc.dictionary(fc.constantFrom(...keys), fc.oneof(fc.anything(), fc.constant(null)));
		fc.assert(
			fc.property(
				fc.oneof(
					hostile,
					damaged.map((damage) => ({ ...wire, ...damage }))
				),
				(json) => {
					const result = parseWebhookEvent(type, json);
					expect(typeof (result.isOk() ? result.unwrap() : result.unwrapErr())).toMatch(/object|string/);
				}
			)
		);
	});
});

describe('a chat message', () => {
	const chat = (change: object) => parseWebhookEvent('chat.message.sent', { ...wireChat, ...change });

	it('contains the message that it replies to', () => {
		const replies_to = { message_id: 'm0', content: 'hello', sender: { ...wireBroadcaster, identity: null } };
		expect(chat({ replies_to }).unwrap().replyTo).toEqual({ id: 'm0', content: 'hello', sender: broadcaster });
	});

	it.each([[undefined], [null], ['text'], [{ content: 'no id' }]])('reads %j as no reply', (replies_to) => {
		expect(chat({ replies_to }).unwrap().replyTo).toBeNull();
	});

	it('may reply to a message without a sender', () => {
		expect(chat({ replies_to: { message_id: 'm0', sender: null } }).unwrap().replyTo).toEqual({
			id: 'm0',
			content: '',
			sender: null
		});
	});

	it.each([[null], [undefined], [[]], ['x'], [[{ emote_id: 'x' }]]])(
		'finds its emotes in the text with %j as list',
		(emotes) => {
			expect(chat({ emotes }).unwrap().emotes).toEqual([{ id: '37226', name: 'KEKW' }]);
		}
	);

	it('keeps every character of its text', () => {
		const content = 'a\u0000b\ud800c\udc00d\u202e\u200f@everyone 😀 [emote:1:';
		expect(chat({ content }).unwrap().content).toBe(content);
	});

	it('without a time gets the time of arrival', () => {
		const before = Date.now();
		const { createdAt: time } = chat({ created_at: undefined }).unwrap();
		expect(time.getTime()).toBeGreaterThanOrEqual(before);
	});

	it.each([[null], [undefined], ['x'], [{}], [{ username_color: 'red', badges: null }], [{ badges: [null, 5, {}] }]])(
		'is accepted with %j as identity of its sender',
		(identity) => {
			expect(chat({ sender: { ...wireViewer, identity } }).unwrap().sender).toEqual(viewer);
		}
	);

	it('cannot change any prototype', () => {
		const text = JSON.stringify({ ...wireChat, marker: 1 }).replace(
			'"marker":1',
			'"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}'
		);
		const event = parseWebhookEvent('chat.message.sent', JSON.parse(text)).unwrap();
		expect(event).not.toHaveProperty('polluted');
		expect({}).not.toHaveProperty('polluted');
	});

	it.each([
		[{ message_id: '' }],
		[{ message_id: 5 }],
		[{ content: null }],
		[{ sender: anonymous }],
		[{ sender: null }]
	])('with %j is refused, without quoting it', (change) => {
		const [name] = Object.keys(change);
		expect(chat(change).unwrapErr()).toContain(name);
	});
});

describe('people', () => {
	it.each([
		['all null', anonymous],
		['missing', undefined],
		['null', null],
		['anonymous with an id', { ...wireViewer, is_anonymous: true }]
	])('who give and are %s are anonymous', (_name, gifter) => {
		const [wire] = samples['channel.subscription.gifts'];
		expect(parseWebhookEvent('channel.subscription.gifts', { ...wire, gifter }).unwrap().gifter).toBeNull();
	});

	it('get a likely slug if it is missing, and the slug if the name is missing', () => {
		const follow = (follower: object) =>
			parseWebhookEvent('channel.followed', { broadcaster: wireBroadcaster, follower }).unwrap().follower;
		expect(follow({ ...wireViewer, channel_slug: null })).toMatchObject({ username: 'Viewer_Two', slug: 'viewer-two' });
		expect(follow({ ...wireViewer, username: null })).toMatchObject({ username: 'viewer-two', slug: 'viewer-two' });
		expect(follow({ user_id: 7 })).toMatchObject({ id: 7, username: '7', slug: '7' });
	});

	it('of gifts who cannot be read are left out', () => {
		const [wire] = samples['channel.subscription.gifts'];
		const giftees = [wireViewer, anonymous, null, { user_id: 'x' }];
		expect(parseWebhookEvent('channel.subscription.gifts', { ...wire, giftees }).unwrap().giftees).toEqual([viewer]);
	});
});

describe('the gifts of `test/cases/giftees-null`', () => {
	it('become an event with an empty list of giftees', () => {
		const file = new URL('../../../cases/giftees-null/body.json', import.meta.url);
		const event = parseWebhookEvent('channel.subscription.gifts', JSON.parse(readFileSync(file, 'utf8'))).unwrap();
		expect(event).toMatchObject({ giftees: [], gifter: { username: 'Viewer_Two' }, expiresAt: expect.any(Date) });
	});
});

describe('quirks', () => {
	it('a capital Category replaces a missing one, but never overrides it', () => {
		const metadata = (change: object) =>
			parseWebhookEvent('livestream.metadata.updated', {
				broadcaster: wireBroadcaster,
				metadata: { ...wireMetadata, ...change }
			}).unwrap().category;
		const Category = { id: '6', name: 'Art', thumbnail: null };
		expect(metadata({ Category })?.name).toBe('Just Chatting');
		expect(metadata({ Category, category: undefined })).toEqual({ id: 6, name: 'Art', thumbnailUrl: null });
		expect(metadata({ category: null })).toBeNull();
		expect(metadata({ category: 'x' })).toBeNull();
	});

	it('zero dates are no dates', () => {
		const zero = '0001-01-01T00:00:00Z';
		const ban = {
			broadcaster: wireBroadcaster,
			banned_user: wireViewer,
			metadata: { created_at: zero, expires_at: zero }
		};
		expect(parseWebhookEvent('moderation.banned', ban).unwrap()).toMatchObject({
			moderator: null,
			reason: null,
			createdAt: null,
			expiresAt: null
		});
	});

	it('gifts of kicks may lack everything but the amount', () => {
		const gift = parseWebhookEvent('kicks.gifted', { ...wireKicks, gift: { amount: '5' } }).unwrap().gift;
		expect(gift).toEqual({ amount: 5, name: '', type: null, tier: null, message: null, pinnedSeconds: null });
	});
});

describe('times', () => {
	it.each([
		['2026-11-20T18:05:06Z', '2026-11-20T18:05:06.000Z'],
		['2026-11-20T18:05:06.123456789Z', '2026-11-20T18:05:06.123Z'],
		['2026-11-21T05:05:06+11:00', '2026-11-20T18:05:06.000Z'],
		['2026-11-20T18:05:06+0000', '2026-11-20T18:05:06.000Z']
	])('%s is read', (text, expected) => {
		expect(parseWireDate(text)?.toISOString()).toBe(expected);
	});

	it.each([['2026-13-40T18:05:06Z'], ['2026-11-20'], ['tomorrow'], ['1'], [''], [null], ['0001-01-01T00:00:00Z']])(
		'%j is none',
		(text) => {
			expect(parseWireDate(text)).toBeNull();
		}
	);

	it('are valid or null, whatever the text', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.date().map(String)), (text) => {
				expect(parseWireDate(text)?.getTime()).not.toBeNaN();
			})
		);
	});
});

describe('emotes of a text', () => {
	it('are each listed once, in order', () => {
		expect(emotesIn('[emote:2:B][emote:1:A] [emote:2:B] [emote:x:no] [emote:3:]')).toEqual([
			{ id: '2', name: 'B' },
			{ id: '1', name: 'A' },
			{ id: '3', name: '' }
		]);
	});

	it('are found quickly in a text built to be slow', () => {
		expect(emotesIn('[emote:1:'.repeat(30_000))).toEqual([]);
	});
});

describe('the channel that is read before the event', () => {
	it('is the broadcaster', () => {
		expect(broadcasterOf({ broadcaster: { user_id: '812345' } })).toBe(812345);
		expect(broadcasterOf({ broadcaster: { user_id: null } })).toBeNull();
	});

	it('is null for anything else', () => {
		fc.assert(
			fc.property(fc.anything(), (json) => {
				expect(broadcasterOf(json)).toBeNull();
			})
		);
	});
});

/** Paths of all fields of objects, at every level. */
function partsOf(json: unknown, path: string[] = []): string[] {
	const below = Object.entries(json ?? {}).flatMap(([key, value]) =>
		typeof value === 'object' ? partsOf(value, [...path, key]) : [[...path, key].join('.')]
	);
	return path.length === 0 ? below : [path.join('.'), ...below];
}

/** Kick's JSON with one part changed; `undefined` removes it. */
function changed(wire: object, path: string, value: unknown): object {
	// Not `structuredClone`, which copies a person that appears twice as one object.
	const copy = JSON.parse(JSON.stringify(wire));
	const keys = path.split('.');
	const last = keys.pop() ?? '';
	Reflect.set(
		keys.reduce<object>((part, key) => Reflect.get(part, key), copy),
		last,
		value
	);
	return JSON.parse(JSON.stringify(copy));
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
