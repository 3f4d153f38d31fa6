import type { BotAccountStatus } from '../accounts/BotAccount.js';
import type { PublicUrls } from '../config/publicUrls.js';
import type { SocketReader, SocketView } from '../socket/SocketReader.js';
import type { Database } from '../storage/Database.js';
import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import type { GuildSettings } from '../storage/repositories/SettingsRepository.js';
import type { SubscriptionRow } from '../storage/repositories/SubscriptionRepository.js';

/** Ownership of the server's chatroom id. `foreign`: it is proven to belong to another channel. */
type ChatroomOwnership = 'proven' | 'unproven' | 'foreign';

/** Facts about the live socket of a server's chat. */
export interface SocketFacts extends SocketView {
	ownership: ChatroomOwnership;
	/** Number of chat messages by webhook since the socket joined, or since its last event. */
	unheard: number;
	/** Number of chat messages by socket while none arrived by webhook. */
	onlyHeard: number;
}

/** Facts that `check_kick_config` reports. */
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
	/** Current name of the channel on Kick. `null` while it matches the stored name. */
	renamedTo: string | null;
	/** `null` when unknown. */
	isLive: boolean | null;
	urls: PublicUrls;
	useWebsocket: boolean;
	/** `null` without the live socket or without a chatroom. */
	socket: SocketFacts | null;
	botAccount: BotAccountStatus;
	/** Milliseconds by which the clock of this machine is ahead of Kick's. 0 when unknown or small. */
	clockAheadMs?: number;
	now: Date;
}

/** Storage of proofs and events, which also contains those of other processes. */
export interface SocketStorage {
	chatrooms: Pick<Database['chatrooms'], 'find'>;
	events: Pick<Database['events'], 'chatSources'>;
}

/** Hint for a wrong chatroom id. */
export const FixChatroomIdHint = 'Run /kick sync, or enter the right one with /kick sync chatroom_id:';

const HourMs = 60 * 60_000;
/** Maximum delay of webhooks that is still normal. */
const WebhookDelayMs = 2 * 60_000;
/** Maximum delay of the socket that is still normal. */
const SocketDelayMs = 60_000;

/** Returns the events that Kick does not send for the channel. */
export function missingEvents({ wanted, subscriptions }: ConfigFacts): string[] {
	return wanted.filter((event) => !subscriptions.some((row) => row.event === event));
}

/** Gathers the facts about the live socket. Resolves to `null` when there is no chatroom to read. */
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

	const lastEventAt = view.chatroom?.lastEventAt;
	// Events of an unproven chatroom do not count.
	if (!lastEventAt || ownership === 'unproven') {
		facts.unheard = (await events.chatSources(broadcasterUserId, since, now)).webhook;
		return facts;
	}
	const silentSince = new Date(Math.max(since.getTime(), lastEventAt.getTime()));
	const until = new Date(now.getTime() - SocketDelayMs);
	facts.unheard = (await events.chatSources(broadcasterUserId, silentSince, until)).webhookFirst;
	const subscribed = subscriptions.find(({ event }) => event === 'chat.message.sent');
	if (!subscribed) return facts;
	const from = new Date(Math.max(since.getTime(), subscribed.createdAt.getTime(), now.getTime() - HourMs));
	const sources = await events.chatSources(broadcasterUserId, from, new Date(now.getTime() - WebhookDelayMs));
	facts.onlyHeard = sources.webhook === 0 ? sources.websocket : 0;
	return facts;
}
