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
	setStatus(userId: number, status: AccountRow['status']): Promise<void>;
	delete(userId: number): Promise<void>;
}

export interface GuildLink {
	guildId: string;
	userId: number;
	linkedBy: string;
	linkedAt: Date;
}

export interface LinkRepository {
	find(guildId: string): Promise<GuildLink | null>;
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
	/** Chat only: the body's `message_id`, the same for every delivery of one message, by webhook or socket. */
	messageId: string | null;
	type: string;
	version: string;
	source: 'webhook' | 'websocket';
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
}

/** An event of the log with what became of it in each server. */
export interface LoggedEvent extends EventRow {
	deliveries: { guildId: string; state: DeliveryState; attempts: number; error: string | null; updatedAt: Date }[];
}

export interface EventLogFilter {
	state?: EventState;
	/** Only events before this id of the log: for the next page. */
	before?: string;
	/** @default 50 */
	limit?: number;
}

/** `failed` waits for its next attempt; `handled` and `dead` are final. */
export type DeliveryState = 'pending' | 'handled' | 'failed' | 'dead';

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

export interface EventRepository {
	/**
	 * Commits all of them, their deliveries (`pending`) and their chatters in one transaction; answers per event, in order,
	 * whether it was new. An event whose `eventId` or `messageId` was seen before (in the table or earlier in the batch) goes to
	 * nobody; one whose message came under another `eventId` is logged as a `duplicate`.
	 */
	insert(batch: readonly NewEvent[]): Promise<('inserted' | 'duplicate')[]>;
	/** Pending deliveries of a guild in order of arrival, after the given event id. */
	pending(guildId: string, afterId: string, limit: number): Promise<PendingDelivery[]>;
	guildsWithPending(): Promise<string[]>;
	/**
	 * One transaction. An event whose last pending delivery is marked becomes `handled`, or `failed` when one of them is dead.
	 */
	mark(marks: readonly DeliveryMark[]): Promise<void>;
	/** The newest event of a channel, whatever its state. */
	latest(broadcasterUserId: number): Promise<{ type: string; receivedAt: Date; sentAt: Date } | null>;
	/** Deletes at most `limit` events (with their deliveries) received before the date that have no pending delivery. */
	prune(before: Date, limit: number): Promise<number>;
	/**
	 * Deletes at most `limit` finished deliveries beyond the newest `keep` of each server, received before the date, and the
	 * events that no server has any more. Answers how many deliveries.
	 */
	pruneExcess(keep: number, before: Date, limit: number): Promise<number>;
	/** Newest first. */
	list(filter: EventLogFilter): Promise<LoggedEvent[]>;
	/** By id of the log, or by Kick's message id. */
	find(id: string): Promise<LoggedEvent | null>;
	/** Makes the event pending for these servers, whatever became of it before. */
	requeue(id: string, guildIds: readonly string[]): Promise<void>;
}

export interface Chatter extends ChatterTouch {
	messages: number;
	firstSeenAt: Date;
	lastSeenAt: Date;
}

export interface ChatterRepository {
	/** Who chatted since the date, newest first. */
	recent(broadcasterUserId: number, since: Date, limit: number): Promise<Chatter[]>;
	/** Deletes at most `limit` of those last seen before the date. */
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
	readonly chatters: ChatterRepository;
	readonly departures: DepartureRepository;
	readonly leases: LeaseRepository;
	/** Rejects when the database does not answer within 5 s. */
	ping(): Promise<void>;
	/** Lets what is under way finish; rejects when that takes longer than 5 s. */
	close(): Promise<void>;
}
