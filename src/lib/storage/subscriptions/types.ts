export interface SubscriptionRow {
	id: string;
	broadcasterUserId: number;
	event: string;
	version: number;
	createdAt: Date;
	/** When a listing of Kick last held it; `null` = never, listings lag. */
	lastListedAt: Date | null;
}

/** Requests to Kick whose effect its lists may not show yet. */
export interface SubscriptionRequests {
	/** Events that Kick was asked to subscribe to, without a known outcome. */
	creating: readonly string[];
	/** Ids that Kick was asked to delete. */
	deleting: readonly string[];
}

/** A request is noted before Kick is asked, so that neither a crash nor a lost answer hides it from other processes. */
export interface SubscriptionRequestRepository {
	/** Inserts or renews. */
	note(broadcasterUserId: number, kind: 'create' | 'delete', subjects: readonly string[], at: Date): Promise<void>;
	/** Requests of a channel that are not older. */
	since(broadcasterUserId: number, date: Date): Promise<SubscriptionRequests>;
	/** Forgets requests to create whose outcome is known. */
	settle(broadcasterUserId: number, events: readonly string[]): Promise<void>;
	prune(before: Date): Promise<void>;
}

export interface SubscriptionRepository {
	find(id: string): Promise<SubscriptionRow | null>;
	ofBroadcaster(broadcasterUserId: number): Promise<SubscriptionRow[]>;
	list(): Promise<SubscriptionRow[]>;
	/** Inserts or replaces. */
	save(rows: readonly SubscriptionRow[]): Promise<void>;
	delete(ids: readonly string[]): Promise<void>;
}
