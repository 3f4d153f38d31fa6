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
