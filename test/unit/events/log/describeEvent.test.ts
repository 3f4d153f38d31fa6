import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../../src/lib/events/log/describeEvent.js';
import { joinedText } from '../../../../src/lib/events/log/EventText.js';
import {
	ClientEventOf,
	type KickEvent,
	type KickEventPayloads,
	type KickEventType,
	type KickUser
} from '../../../../src/lib/kick/events/index.js';

const user = (username: string): KickUser => ({
	id: 1,
	username,
	slug: username,
	avatarUrl: null,
	isVerified: false,
	color: null,
	badges: []
});
const [ana, ben, streamer] = [user('ana'), user('ben'), user('streamer')];
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

/** One event of each type. */
const events: { [Type in KickEventType]: Omit<KickEventPayloads[Type], 'broadcaster'> } = {
	'chat.message.sent': {
		id: 'm',
		content: 'hello\nyou [emote:1:KEKW]',
		sender: ana,
		emotes: [],
		replyTo: null,
		createdAt: at(0)
	},
	'channel.followed': { follower: ana },
	'channel.subscription.new': { subscriber: ana, months: 1, createdAt: null, expiresAt: null },
	'channel.subscription.renewal': { subscriber: ana, months: 3, createdAt: null, expiresAt: null },
	'channel.subscription.gifts': { gifter: ben, giftees: Array(1_200).fill(ana), createdAt: null, expiresAt: null },
	'channel.reward.redemption.updated': {
		id: 'r',
		reward: { id: 'h', title: 'Hydrate', cost: 1, description: null },
		redeemer: ana,
		userInput: 'now!',
		status: 'pending',
		redeemedAt: null
	},
	'livestream.status.updated': { isLive: true, title: 'Tuesday build', startedAt: at(0), endedAt: null },
	'livestream.metadata.updated': {
		title: 'Cooking',
		language: 'en',
		hasMatureContent: false,
		category: { id: 5, name: 'Just Chatting', thumbnailUrl: null }
	},
	'moderation.banned': { moderator: ben, bannedUser: ana, reason: 'spam', createdAt: at(0), expiresAt: null },
	'kicks.gifted': {
		sender: ana,
		gift: { amount: 1_500, name: 'Full Send', type: null, tier: null, message: 'gg', pinnedSeconds: null },
		createdAt: null
	},
	'chat.message.deleted': { messageId: 'm', aiModerated: false, violatedRules: [] },
	'moderation.unbanned': { user: ana, unbannedBy: ben, wasPermanent: true },
	'chat.cleared': { id: 'c' },
	'chat.mode.updated': {
		slowMode: { enabled: true, intervalSeconds: 10 },
		followersMode: { enabled: true, minMinutes: 5 },
		subscribersMode: true,
		emotesMode: true
	},
	'chat.message.pinned': {
		message: {
			broadcaster: streamer,
			id: 'm',
			content: 'read this',
			sender: ana,
			emotes: [],
			replyTo: null,
			createdAt: at(0)
		},
		pinnedBy: ben,
		durationSeconds: null
	},
	'chat.message.unpinned': {}
};

function sentence<Type extends KickEventType>(type: Type, changes: Partial<KickEventPayloads[Type]> = {}): string {
	return joinedText(describeEvent(type, { broadcaster: streamer, ...events[type], ...changes } as KickEvent));
}

describe('an event is described in a sentence', () => {
	it('for each type', () => {
		const types = Object.keys(ClientEventOf) as KickEventType[];
		expect(Object.fromEntries(types.map((type) => [type, sentence(type)]))).toEqual({
			'chat.message.sent': 'ana wrote: hello you :KEKW:',
			'channel.followed': 'ana followed',
			'channel.subscription.new': 'ana subscribed',
			'channel.subscription.renewal': 'ana subscribed for 3 months in a row',
			'channel.subscription.gifts': 'ben gifted 1,200 subscriptions',
			'channel.reward.redemption.updated': 'ana redeemed Hydrate: now!',
			'livestream.status.updated': 'Stream started: Tuesday build',
			'livestream.metadata.updated': 'Stream details changed: Cooking (Just Chatting)',
			'moderation.banned': 'ben banned ana: spam',
			'kicks.gifted': 'ana gifted 1,500 KICKs (Full Send): gg',
			'chat.message.deleted': 'A message was deleted',
			'moderation.unbanned': 'ben unbanned ana',
			'chat.cleared': 'The chat was cleared',
			'chat.mode.updated':
				'Chat rules changed: one message in 10 s, followers of 5 min only, subscribers only, emotes only',
			'chat.message.pinned': 'ben pinned a message of ana: read this',
			'chat.message.unpinned': 'The pinned message was removed'
		});
	});

	const gift = { amount: 1, name: '', type: null, tier: null, message: null, pinnedSeconds: null };
	const off = { enabled: false, intervalSeconds: 0, minMinutes: 0 };
	const noRules = { slowMode: off, followersMode: off, subscribersMode: false, emotesMode: false };

	it.each([
		['ana subscribed for 4 months', () => sentence('channel.subscription.new', { months: 4 })],
		['ana renewed a subscription', () => sentence('channel.subscription.renewal', { months: 1 })],
		['An anonymous viewer gifted 2 subscriptions', () => gifts({ gifter: null, giftees: [ana, ana] })],
		['ben gifted a subscription to ana', () => gifts({ giftees: [ana] })],
		['ben gifted subscriptions', () => gifts({ giftees: [] })],
		['ana redeemed Hydrate (accepted)', () => redeemed({ status: 'accepted', userInput: ' ' })],
		[
			'ana redeemed a reward',
			() => redeemed({ reward: { id: '', title: '', cost: 0, description: null }, userInput: null })
		],
		['Stream started', () => status({ title: null })],
		['Stream ended after 3 h 12 min', () => status({ isLive: false, endedAt: at(192) })],
		['Stream ended after 1 min', () => status({ isLive: false, endedAt: at(0.2) })],
		['Stream ended after 2 h', () => status({ isLive: false, endedAt: at(120) })],
		['Stream ended after 3 days', () => status({ isLive: false, endedAt: at(3 * 24 * 60) })],
		['Stream ended', () => status({ isLive: false, startedAt: null, endedAt: at(1) })],
		['Stream ended', () => status({ isLive: false, startedAt: at(2), endedAt: at(1) })],
		['Stream details changed', () => sentence('livestream.metadata.updated', { title: null, category: null })],
		['ben timed out ana for 10 min: spam', () => banned({ expiresAt: at(10) })],
		['ana was timed out', () => banned({ moderator: null, createdAt: null, expiresAt: at(10), reason: null })],
		['ana was banned', () => banned({ moderator: null, reason: '' })],
		['ana gifted 1 KICK', () => sentence('kicks.gifted', { gift })],
		["Kick's automatic moderation deleted a message", () => sentence('chat.message.deleted', { aiModerated: true })],
		['ana was unbanned', () => sentence('moderation.unbanned', { unbannedBy: null })],
		['ben ended the timeout of ana', () => sentence('moderation.unbanned', { wasPermanent: false })],
		['The timeout of ana ended', () => sentence('moderation.unbanned', { wasPermanent: false, unbannedBy: null })],
		['Chat rules changed: everyone may write', () => sentence('chat.mode.updated', noRules)],
		['A message of ana was pinned: read this', () => sentence('chat.message.pinned', { pinnedBy: null })]
	])('%s', (expected, described) => {
		expect(described()).toBe(expected);
	});

	const gifts = (changes: Partial<KickEventPayloads['channel.subscription.gifts']>) =>
		sentence('channel.subscription.gifts', changes);
	const redeemed = (changes: Partial<KickEventPayloads['channel.reward.redemption.updated']>) =>
		sentence('channel.reward.redemption.updated', changes);
	const status = (changes: Partial<KickEventPayloads['livestream.status.updated']>) =>
		sentence('livestream.status.updated', changes);
	const banned = (changes: Partial<KickEventPayloads['moderation.banned']>) => sentence('moderation.banned', changes);

	it('also if it is of a type that is newer than this version, or not readable', () => {
		expect(describeEvent('channel.raided', null)).toEqual(['New kind of event: ', { outside: 'channel.raided' }]);
		expect(describeEvent('toString', null)).toEqual(['New kind of event: ', { outside: 'toString' }]);
		expect(joinedText(describeEvent('channel.followed', null))).toBe(
			'Kick sent an event that the bot cannot read: channel.followed'
		);
	});

	it('with texts from outside as parts of their own, on one line and not too long', () => {
		const hostile = user('<b>ana</b>\u202e\n followed, ben');
		expect(describeEvent('channel.followed', { broadcaster: streamer, follower: hostile })).toEqual([
			{ outside: '<b>ana</b>\u202e followed, ben' },
			' followed'
		]);
		const [, title] = describeEvent('livestream.status.updated', {
			broadcaster: streamer,
			isLive: true,
			title: '🎈'.repeat(5_000),
			startedAt: null,
			endedAt: null
		}).filter((part) => part !== ': ');
		expect(title).toEqual({ outside: `${'🎈'.repeat(120)}…` });
	});
});
