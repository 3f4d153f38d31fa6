import type { KickEvent, KickEventPayloads, KickEventType, KickUser } from '../../kick/events/index.js';
import { isKickEventType } from '../../kick/events/index.js';
import { withEmoteNames } from '../../kick/index.js';
import { describeChatMode } from './describeChatMode.js';
import { type EventText, limited, text } from './EventText.js';

type Describe<Type extends KickEventType> = (event: KickEventPayloads[Type]) => EventText;

const MinuteMs = 60_000;

/**
 * Describes an event in one sentence for people, for example "ben gifted 5 subscriptions".
 *
 * Names, titles and messages are parts of their own, because the caller has to contain them: they may hold markup or
 * marks of direction.
 *
 * @param type Kick's type, which may be newer than this version.
 * @param event `null` if it could not be read.
 */
export function describeEvent(type: string, event: KickEvent | null): EventText {
	if (!isKickEventType(type)) return text`New kind of event: ${limited(type)}`;
	if (!event) return text`Kick sent an event that the bot cannot read: ${limited(type)}`;
	const describe = Sentences[type] as (event: KickEvent) => EventText;
	return describe(event);
}

const Sentences: { readonly [Type in KickEventType]: Describe<Type> } = {
	'chat.message.sent': ({ sender, content }) => text`${name(sender)} wrote: ${limited(withEmoteNames(content))}`,
	'channel.followed': ({ follower }) => text`${name(follower)} followed`,
	'channel.subscription.new': ({ subscriber, months }) =>
		months > 1
			? text`${name(subscriber)} subscribed for ${number(months)} months`
			: text`${name(subscriber)} subscribed`,
	'channel.subscription.renewal': ({ subscriber, months }) =>
		months > 1
			? text`${name(subscriber)} subscribed for ${number(months)} months in a row`
			: text`${name(subscriber)} renewed a subscription`,
	'channel.subscription.gifts': ({ gifter, giftees }) => {
		const [only] = giftees;
		if (only && giftees.length === 1) return text`${someone(gifter)} gifted a subscription to ${name(only)}`;
		return giftees.length === 0
			? text`${someone(gifter)} gifted subscriptions`
			: text`${someone(gifter)} gifted ${number(giftees.length)} subscriptions`;
	},
	'channel.reward.redemption.updated': ({ redeemer, reward, status, userInput }) => [
		...text`${name(redeemer)} redeemed ${reward.title ? limited(reward.title) : 'a reward'}`,
		// Every redemption begins as pending.
		...(status === '' || status === 'pending' ? [] : text` (${limited(status)})`),
		...more(userInput)
	],
	'livestream.status.updated': ({ isLive, title, startedAt, endedAt }) => {
		if (isLive) return [...text`Stream started`, ...more(title)];
		const length = startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : 0;
		return length > 0 ? text`Stream ended after ${duration(length)}` : text`Stream ended`;
	},
	'livestream.metadata.updated': ({ title, category }) => [
		...text`Stream details changed`,
		...more(title),
		...(category ? text` (${limited(category.name)})` : [])
	],
	'moderation.banned': ({ moderator, bannedUser, createdAt, expiresAt, reason }) => {
		const length = createdAt && expiresAt ? expiresAt.getTime() - createdAt.getTime() : 0;
		const time = length > 0 ? text` for ${duration(length)}` : [];
		const ban = expiresAt
			? moderator
				? [...text`${name(moderator)} timed out ${name(bannedUser)}`, ...time]
				: [...text`${name(bannedUser)} was timed out`, ...time]
			: moderator
				? text`${name(moderator)} banned ${name(bannedUser)}`
				: text`${name(bannedUser)} was banned`;
		return [...ban, ...more(reason)];
	},
	'kicks.gifted': ({ sender, gift }) => [
		...text`${name(sender)} gifted ${number(gift.amount)} ${gift.amount === 1 ? 'KICK' : 'KICKs'}`,
		...(gift.name ? text` (${limited(gift.name)})` : []),
		...more(gift.message)
	],
	'chat.message.deleted': ({ aiModerated }) =>
		aiModerated ? text`Kick's automatic moderation deleted a message` : text`A message was deleted`,
	'moderation.unbanned': ({ user, unbannedBy, wasPermanent }) => {
		if (wasPermanent)
			return unbannedBy ? text`${name(unbannedBy)} unbanned ${name(user)}` : text`${name(user)} was unbanned`;
		return unbannedBy
			? text`${name(unbannedBy)} ended the timeout of ${name(user)}`
			: text`The timeout of ${name(user)} ended`;
	},
	'chat.cleared': () => text`The chat was cleared`,
	'chat.mode.updated': (mode) => text`Chat rules changed: ${describeChatMode(mode)}`,
	'chat.message.pinned': ({ message: { sender, content }, pinnedBy }) => [
		...(pinnedBy
			? text`${name(pinnedBy)} pinned a message of ${name(sender)}`
			: text`A message of ${name(sender)} was pinned`),
		...more(content)
	],
	'chat.message.unpinned': () => text`The pinned message was removed`
};

function name({ username }: KickUser) {
	return limited(username);
}

function someone(user: KickUser | null) {
	return user ? name(user) : 'An anonymous viewer';
}

/** Appends a text of a person after a colon, if there is one. */
function more(content: string | null): EventText {
	return content?.trim() ? text`: ${limited(content)}` : [];
}

function number(count: number): string {
	return count.toLocaleString('en');
}

/** Formats a length of time in its largest units: "3 h 12 min", "10 min", "2 days". */
function duration(lengthMs: number): string {
	const minutes = Math.max(Math.round(lengthMs / MinuteMs), 1);
	if (minutes < 60) return `${minutes} min`;
	const hours = Math.floor(minutes / 60);
	if (hours >= 48) return `${Math.round(hours / 24)} days`;
	return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
