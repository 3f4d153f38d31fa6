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
