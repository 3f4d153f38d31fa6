import { ulid } from 'ulid';
import { badgesOf } from '../chat/badgesOf.js';
import type { ChatMessage } from '../chat/ChatRooms.js';
import type { Account } from '../world/Account.js';

/** Webhook bodies as Kick documents them. @see https://docs.kick.com/events/event-types */

const MonthMs = 30 * 24 * 60 * 60 * 1000;

/** The user object of reward and KICKs events. */
function userOf({ userId, username, isVerified, profilePicture, slug }: Account) {
	return {
		user_id: userId,
		username,
		is_verified: isVerified,
		profile_picture: profilePicture,
		channel_slug: slug
	};
}

/** The user object of all other events: only the sender of a chat message has an identity. */
function personOf(account: Account, identity: object | null = null) {
	return { is_anonymous: false, ...userOf(account), identity };
}

const Anonymous = {
	is_anonymous: true,
	user_id: null,
	username: null,
	is_verified: null,
	profile_picture: null,
	channel_slug: null,
	identity: null
};

export function chatMessage(broadcaster: Account, message: ChatMessage, original: ChatMessage | undefined) {
	const { id, content, sender, at } = message;
	return {
		message_id: id,
		replies_to:
			original === undefined
				? null
				: { message_id: original.id, content: original.content, sender: personOf(original.sender) },
		broadcaster: personOf(broadcaster),
		sender: personOf(sender, { username_color: sender.color, badges: badgesOf(broadcaster, message) }),
		content,
		emotes: emotesOf(content),
		created_at: at.toISOString()
	};
}

export function followed(broadcaster: Account, follower: Account) {
	return { broadcaster: personOf(broadcaster), follower: personOf(follower) };
}

export function subscribed(broadcaster: Account, subscriber: Account, months: number) {
	return { broadcaster: personOf(broadcaster), subscriber: personOf(subscriber), duration: months, ...nextMonth() };
}

export function gifted(broadcaster: Account, gifter: Account | null, giftees: Account[]) {
	return {
		broadcaster: personOf(broadcaster),
		gifter: gifter === null ? Anonymous : personOf(gifter),
		giftees: giftees.map((giftee) => personOf(giftee)),
		...nextMonth()
	};
}

export function redeemed(broadcaster: Account, redeemer: Account, title: string, input: string) {
	return {
		id: ulid(),
		user_input: input,
		status: 'pending',
		redeemed_at: new Date().toISOString(),
		reward: { id: ulid(), title, cost: 100, description: '' },
		redeemer: userOf(redeemer),
		broadcaster: userOf(broadcaster)
	};
}

export function kicksGifted(broadcaster: Account, sender: Account, amount: number, message: string) {
	return {
		broadcaster: userOf(broadcaster),
		sender: userOf(sender),
		gift: { amount, name: 'Full Send', type: 'BASIC', tier: 'BASIC', message, pinned_time_seconds: 0 },
		created_at: new Date().toISOString()
	};
}

export function streamStatus(broadcaster: Account, startedAt: Date, endedAt: Date | null) {
	return {
		broadcaster: personOf(broadcaster),
		is_live: endedAt === null,
		title: broadcaster.channel.title,
		started_at: startedAt.toISOString(),
		ended_at: endedAt?.toISOString() ?? null
	};
}

export function streamMetadata(broadcaster: Account) {
	const { title, language, hasMatureContent, category } = broadcaster.channel;
	return {
		broadcaster: personOf(broadcaster),
		metadata: { title, language, has_mature_content: hasMatureContent, category }
	};
}

export function banned(broadcaster: Account, moderator: Account, user: Account, reason: string, until: Date | null) {
	return {
		broadcaster: personOf(broadcaster),
		moderator: personOf(moderator),
		banned_user: personOf(user),
		metadata: { reason, created_at: new Date().toISOString(), expires_at: until?.toISOString() ?? null }
	};
}

function nextMonth() {
	const now = Date.now();
	return { created_at: new Date(now).toISOString(), expires_at: new Date(now + MonthMs).toISOString() };
}

function emotesOf(content: string) {
	const positions = new Map<string, { s: number; e: number }[]>();
	for (const match of content.matchAll(/\[emote:(\d+):[^\]]*\]/g)) {
		const [text, id = ''] = match;
		positions.set(id, [...(positions.get(id) ?? []), { s: match.index, e: match.index + text.length - 1 }]);
	}
	return [...positions].map(([id, list]) => ({ emote_id: id, positions: list }));
}
