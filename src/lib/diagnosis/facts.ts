import type { BotAccountStatus } from '../accounts/BotAccount.js';
import type { PublicUrls } from '../config/publicUrls.js';
import type { SocketReader, SocketView } from '../socket/SocketReader.js';
import type { Database } from '../storage/Database.js';
import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import type { GuildSettings } from '../storage/repositories/SettingsRepository.js';
import type { SubscriptionRow } from '../storage/repositories/SubscriptionRepository.js';

/** Whose the server's chatroom id is. `foreign`: it is proven to be another channel's. */
type ChatroomOwnership = 'proven' | 'unproven' | 'foreign';

/** What is known of the live socket of a server's chat. */
export interface SocketFacts extends SocketView {
	ownership: ChatroomOwnership;
	/** Chat messages that came by webhook since the socket is there, or since it heard the last event. */
	unheard: number;
	/** Chat messages that came by socket, while none came by webhook. */
	onlyHeard: number;
}

/** Everything that `check_kick_config` reports on. */
export interface ConfigFacts {
	channel: string | null;
	broadcasterUserId: number | null;
	chatroomId: number | null;
	account: AccountRow | null;
	/** `false` when the tokens of the account were encrypted with another key. */
	opensTokens: boolean;
	/** `false` when the linked account does not own the channel. */
	ownsChannel: boolean;
	wanted: readonly string[];
	subscriptions: readonly SubscriptionRow[];
	lastDelivery: { type: string; receivedAt: Date; sentAt: Date } | null;
	/** The channel's name on Kick, where it differs from the stored one. */
	renamedTo: string | null;
	/** `null`: not known. */
	isLive: boolean | null;
	urls: PublicUrls;
	useWebsocket: boolean;
	/** `null` without the live socket, or without a chatroom that it could read. */
	socket: SocketFacts | null;
	botAccount: BotAccountStatus;
	/** How far the clock of this machine is ahead of Kick's, in milliseconds. 0: not far, or not known. */
	clockAheadMs?: number;
	now: Date;
}

/** The log and the proofs tell what other processes know, too. */
export interface SocketStorage {
	chatrooms: Pick<Database['chatrooms'], 'find'>;
	events: Pick<Database['events'], 'chatSources'>;
}

/** What to do about a wrong chatroom id. */
export const MendChatroomId = 'Run /kick sync, or enter the right one with /kick sync chatroom_id:';

const HourMs = 60 * 60_000;
/** Webhooks may be this late without anything being wrong. */
const WebhookDelayMs = 2 * 60_000;
/** And the socket by so much. */
const SocketDelayMs = 60_000;

/** Returns the events that Kick does not send for the channel. */
export function missingEvents({ wanted, subscriptions }: ConfigFacts): string[] {
	return wanted.filter((event) => !subscriptions.some((row) => row.event === event));
}

/** Returns `null` where there is no chatroom to read. */
export async function gatherSocketFacts(
	socket: Pick<SocketReader, 'viewOf'>,
	{ chatrooms, events }: SocketStorage,
	guildId: string,
	{ chatroomId, broadcasterUserId }: GuildSettings,
	subscriptions: readonly SubscriptionRow[],
	now: Date
): Promise<SocketFacts | null> {
	if (!chatroomId || broadcasterUserId === null) return null;
	const view = socket.viewOf(guildId, chatroomId);
	const proof = await chatrooms.find(chatroomId);
	const ownership = proof ? (proof.broadcasterUserId === broadcasterUserId ? 'proven' : 'foreign') : 'unproven';
	const since = view.chatroom?.subscribedAt;
	const facts: SocketFacts = { ...view, ownership, unheard: 0, onlyHeard: 0 };
	if (!since || ownership === 'foreign') return facts;

	const heardAt = view.chatroom?.lastEventAt;
	// Of an unproven chatroom nothing counts as heard.
	if (!heardAt || ownership === 'unproven') {
		facts.unheard = (await events.chatSources(broadcasterUserId, since, now)).webhook;
		return facts;
	}
	const silentSince = new Date(Math.max(since.getTime(), heardAt.getTime()));
	const lately = new Date(now.getTime() - SocketDelayMs);
	facts.unheard = (await events.chatSources(broadcasterUserId, silentSince, lately)).webhookFirst;
	const subscribed = subscriptions.find(({ event }) => event === 'chat.message.sent');
	if (!subscribed) return facts;
	const from = new Date(Math.max(since.getTime(), subscribed.createdAt.getTime(), now.getTime() - HourMs));
	const sources = await events.chatSources(broadcasterUserId, from, new Date(now.getTime() - WebhookDelayMs));
	facts.onlyHeard = sources.webhook === 0 ? sources.websocket : 0;
	return facts;
}
