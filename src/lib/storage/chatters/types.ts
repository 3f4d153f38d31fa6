export interface ChatterTouch {
	userId: number;
	username: string;
	color: string | null;
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
