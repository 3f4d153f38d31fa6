/** One line of what a sync did, for the person who asked for it. */
export interface SyncStep {
	outcome: 'ok' | 'warning' | 'failed';
	/** One plain sentence; a failed one ends with what to do. */
	text: string;
}

export interface SyncReport {
	channel: string;
	broadcasterUserId: number | null;
	chatroomId: number | null;
	steps: SyncStep[];
}
