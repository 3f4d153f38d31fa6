import type { PageEntry } from './history/PageEntry.js';
import type { Usage } from './slash/listUsages.js';

/** State of both sides, beside their logs. */
export interface Scene {
	guild: string;
	channel: string;
	streamer: string;
	isLive: boolean;
	/** Names of the Discord members that the page can write as. */
	members: string[];
	usages: Usage[];
}

/** Entry as it comes out of JSON. */
export type ReceivedEntry = Omit<PageEntry, 'at'> & { at: string };

/** Data of the server-sent events, by event name. */
export interface PageEvents {
	/** First event of each connection. */
	snapshot: { scene: Scene; entries: ReceivedEntry[] };
	scene: Scene;
	entry: ReceivedEntry;
}
