import type { EventLogRepository } from './eventLog/types.js';
import type { StreamRepository, StreamSighting, WatchtimeRepository } from './watchtime/types.js';

/** The seed's three settings of a Discord server. `null` = not set. */
export interface GuildSettings {
	channel: string | null;
	broadcasterUserId: number | null;
	chatroomId: number | null;
}

export interface SettingsRepository {
	get(guildId: string): Promise<GuildSettings>;
	/** Writes the named settings in one transaction; `null` deletes a row. */
	set(guildId: string, settings: Partial<GuildSettings>): Promise<void>;
}

export interface AccountRow {
	userId: number;
	username: string;
	slug: string | null;
	sealedAccessToken: Uint8Array;
	sealedRefreshToken: Uint8Array | null;
	scopes: string[];
	accessExpiresAt: Date;
	/** When the person last consented: the 30 days of Kick's refresh tokens are counted from here. */
	linkedAt: Date;
	/** Only when Kick tells (`refresh_expires_in`). */
	refreshExpiresAt: Date | null;
	/** `relink`: the refresh token is dead, a person has to link again. */
	status: 'active' | 'relink';
	/** The bot account of `/kick link account:bot`. At most one. */
	isBot: boolean;
}

export interface AccountRepository {
	find(userId: number): Promise<AccountRow | null>;
	findBot(): Promise<AccountRow | null>;
	list(): Promise<AccountRow[]>;
	/** Inserts or replaces. A row with `isBot` takes that mark from any other. */
	save(row: AccountRow): Promise<void>;
	/** No account is the bot account any more; the rows stay. */
	clearBot(): Promise<void>;
	setStatus(userId: number, status: AccountRow['status']): Promise<void>;
	delete(userId: number): Promise<void>;
}

export interface GuildLink {
	guildId: string;
	userId: number;
	linkedBy: string;
	linkedAt: Date;
}

/** A Discord server with the Kick channel that it is linked to. */
export interface LinkedChannel {
	guildId: string;
	broadcasterUserId: number;
	username: string;
	slug: string | null;
	chatroomId: number | null;
}

export interface LinkRepository {
	find(guildId: string): Promise<GuildLink | null>;
	/**
	 * The servers whose channel is that of their linked account and which the bot has not left: of all channels, or of one.
	 * A server that merely names somebody's channel is none of them.
	 */
	channels(broadcasterUserId?: number): Promise<LinkedChannel[]>;
	list(): Promise<GuildLink[]>;
	ofAccount(userId: number): Promise<GuildLink[]>;
	save(link: GuildLink): Promise<void>;
	delete(guildId: string): Promise<void>;
}

/** A started `/kick link`, known by the SHA-256 (hex) of its state: the state itself is never stored. */
export interface LinkStateRow {
	stateHash: string;
	guildId: string;
	discordUserId: string;
	account: 'streamer' | 'bot';
	browserHash: string | null;
	sealedVerifier: Uint8Array | null;
	createdAt: Date;
	expiresAt: Date;
	consumedAt: Date | null;
}

export interface LinkStateRepository {
	create(row: LinkStateRow): Promise<void>;
	find(stateHash: string): Promise<LinkStateRow | null>;
	/** Binds an unconsumed state to the browser that opened it; `false` when it was consumed meanwhile. */
	bind(stateHash: string, browserHash: string, sealedVerifier: Uint8Array): Promise<boolean>;
	/** Atomic: `true` for exactly one caller. */
	consume(stateHash: string, at: Date): Promise<boolean>;
	deleteExpired(before: Date): Promise<number>;
}

export interface SubscriptionRow {
	id: string;
	broadcasterUserId: number;
	event: string;
	version: number;
	createdAt: Date;
	/** When a listing of Kick last held it; `null` = never, listings lag. */
	lastListedAt: Date | null;
}

export interface SubscriptionRepository {
	find(id: string): Promise<SubscriptionRow | null>;
	ofBroadcaster(broadcasterUserId: number): Promise<SubscriptionRow[]>;
	list(): Promise<SubscriptionRow[]>;
	/** Inserts or replaces. */
	save(rows: readonly SubscriptionRow[]): Promise<void>;
	delete(ids: readonly string[]): Promise<void>;
}

/**
 * `received`: waits for its servers. `handled`: all of them are done. `failed`: done, and put aside for at least one.
 * `stale`: too late to be announced. `duplicate`: the message was here before. `ignored`: for nobody. `dead`: not readable.
 */
export type EventState = 'received' | 'handled' | 'failed' | 'stale' | 'duplicate' | 'ignored' | 'dead';

/** One row of the event log. `id` is a monotonic ULID of ours and gives the order of arrival. */
export interface EventRow {
	id: string;
	eventId: string;
	/** Chat only: the channel and Kick's message id, the same for every delivery of one message, by webhook or socket. */
	messageId: string | null;
	type: string;
	version: string;
	/** `test`: made by this bot to try itself out. `bot`: what the bot itself sent to the chat. */
	source: 'webhook' | 'websocket' | 'test' | 'bot';
	subscriptionId: string | null;
	broadcasterUserId: number | null;
	sentAt: Date;
	receivedAt: Date;
	/** The body as Kick sent it. */
	payload: string;
	state: EventState;
	error: string | null;
}

export interface ChatterTouch {
	userId: number;
	username: string;
	color: string | null;
}

/** An event with all that is committed together with it. */
export interface NewEvent extends EventRow {
	guildIds: readonly string[];
	chatter: ChatterTouch | null;
	/** When the chatter wrote, by Kick's clock. Default: `sentAt`. */
	chattedAt?: Date;
	/** What it tells of the channel's stream. */
	sighting?: StreamSighting | null;
}

/** `failed` waits for its next attempt; the others but `pending` are final. `dismissed` was `dead`, and somebody has settled it. */
export type DeliveryState = 'pending' | 'handled' | 'failed' | 'dead' | 'dismissed';

export interface PendingDelivery {
	guildId: string;
	attempts: number;
	event: EventRow;
}

export interface DeliveryMark {
	/** `EventRow.id` */
	id: string;
	guildId: string;
	state: DeliveryState;
	attempts: number;
	error: string | null;
	at: Date;
}

/** How many chat messages came by each way. */
export interface ChatSources {
	webhook: number;
	/** Without those that were here before, by the socket or from the bot itself. */
	webhookFirst: number;
	websocket: number;
}

export interface EventRepository {
	/**
	 * Commits all of them, their deliveries (`pending`) and their chatters in one transaction; answers per event, in order,
	 * whether it was new. An event whose `eventId` or `messageId` was seen before (in the table or earlier in the batch) goes to
	 * nobody; a webhook whose message came under another `eventId` is logged as a `duplicate`.
	 */
	insert(batch: readonly NewEvent[]): Promise<('inserted' | 'duplicate')[]>;
	/** Pending deliveries of a guild in order of arrival. */
	pending(guildId: string, limit: number): Promise<PendingDelivery[]>;
	guildsWithPending(): Promise<string[]>;
	/**
	 * One transaction. An event whose last pending delivery is marked becomes `handled`, or `failed` when one of them is dead.
	 */
	mark(marks: readonly DeliveryMark[]): Promise<void>;
	/** The newest webhook of a channel, whatever its state. */
	latestWebhook(broadcasterUserId: number): Promise<{ type: string; receivedAt: Date; sentAt: Date } | null>;
	/** By which ways the newest chat messages came that were sent and received from the one time to the other; 200 at most. */
	chatSources(broadcasterUserId: number, since: Date, until: Date): Promise<ChatSources>;
	/** Takes a message that waits for its servers back from them, by `id` or `messageId`: the bot itself has sent it. */
	disown(id: string, reason: string): Promise<void>;
	/** Deletes at most `limit` events (with their deliveries) received and signed before the date that have no pending delivery. */
	prune(before: Date, limit: number): Promise<number>;
	/** The servers that have anything in the log. */
	loggedGuilds(): Promise<string[]>;
	/** The newest event of a server that is not among its newest `keep`. `null`: it has no more than those. */
	newestExcess(guildId: string, keep: number): Promise<string | null>;
	/**
	 * Deletes at most `limit` finished deliveries of a server, up to that of this event, received and signed before the date, and the
	 * events that no server has any more. Answers how many deliveries.
	 */
	pruneExcess(guildId: string, upTo: string, before: Date, limit: number): Promise<number>;
}

export interface Chatter extends ChatterTouch {
	messages: number;
	firstSeenAt: Date;
	lastSeenAt: Date;
}

export interface ChatterRepository {
	/** Who chatted since the date, newest first. */
	recent(broadcasterUserId: number, since: Date, limit: number): Promise<Chatter[]>;
	/** Deletes at most `limit` of those last seen before the date, except those with watch time. */
	prune(before: Date, limit: number): Promise<number>;
}

/** Discord servers that the bot was removed from: their rows go after 30 days unless it is back. */
export interface DepartureRepository {
	mark(guildId: string, at: Date): Promise<void>;
	clear(guildId: string): Promise<void>;
	before(date: Date): Promise<string[]>;
	/** Deletes the guild's settings, link, link states and deliveries, and the departure itself. */
	forget(guildId: string): Promise<void>;
}

export interface LeaseRepository {
	/**
	 * Takes a name that is free or whose lease has ended, or renews our own, in one statement.
	 *
	 * @returns Who holds it now, and until when. By the clock of the database, where several machines share one.
	 */
	acquire(name: string, owner: string, forMs: number): Promise<{ owner: string; expiresAt: Date }>;
	/** Gives it back, if that owner holds it. */
	release(name: string, owner: string): Promise<void>;
}

/** A login of the dashboard, known by the SHA-256 (hex) of its id: the id itself is never stored. */
export interface SessionRow {
	idHash: string;
	discordUserId: string;
	username: string;
	/** Discord's access token of this person. */
	sealedToken: Uint8Array;
	createdAt: Date;
	expiresAt: Date;
}

export interface SessionRepository {
	create(row: SessionRow): Promise<void>;
	find(idHash: string): Promise<SessionRow | null>;
	ofUser(discordUserId: string): Promise<SessionRow[]>;
	delete(idHashes: readonly string[]): Promise<void>;
	deleteExpired(before: Date): Promise<number>;
}

/** The forms of the dashboard that were sent, known by the SHA-256 (hex) of their token. */
export interface UsedFormRepository {
	/** Atomic: `true` for exactly one caller. */
	use(tokenHash: string, expiresAt: Date): Promise<boolean>;
	deleteExpired(before: Date): Promise<number>;
}

export interface DatabaseSettings {
	/** How long a chatter counts as present after a message, in milliseconds. */
	presenceMs: number;
}

export interface Database {
	readonly provider: 'sqlite' | 'postgresql';
	/** Names of the migrations that opening applied. */
	readonly migrated: readonly string[];
	readonly settings: SettingsRepository;
	readonly accounts: AccountRepository;
	readonly links: LinkRepository;
	readonly linkStates: LinkStateRepository;
	readonly subscriptions: SubscriptionRepository;
	readonly events: EventRepository;
	readonly eventLog: EventLogRepository;
	readonly chatters: ChatterRepository;
	readonly departures: DepartureRepository;
	readonly leases: LeaseRepository;
	readonly streams: StreamRepository;
	readonly watchtime: WatchtimeRepository;
	readonly sessions: SessionRepository;
	readonly usedForms: UsedFormRepository;
	/** Rejects when the database does not answer within 5 s. */
	ping(): Promise<void>;
	/** Lets what is under way finish; rejects when that takes longer than 5 s. */
	close(): Promise<void>;
}
