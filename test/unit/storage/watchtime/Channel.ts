import type { Database } from '../../../../src/lib/storage/Database.js';
import type { NewEvent } from '../../../../src/lib/storage/events/types.js';
import type { StreamSighting, WatchWindow } from '../../../../src/lib/storage/watchtime/types.js';
import { countViewers, type EventChanges, newEvent } from '../support/newEvent.js';

export const MinuteMs = 60_000;
const Midnight = Date.UTC(2026, 0, 1);
export const Always: WatchWindow = { from: new Date(0), until: new Date(Date.UTC(2100, 0, 1)) };

let channels = 0;
let events = 0;

/** Minutes after a midnight. */
export function minute(minutes: number): Date {
	return new Date(Midnight + minutes * MinuteMs);
}

/** A Kick channel in a database, whose viewers are numbers. Times are minutes after a midnight. */
export class Channel {
	public readonly userId = 1_000_000 + ++channels;

	public constructor(public readonly database: Database) {}

	public message(viewer: number, at: number, changes: EventChanges = {}): NewEvent {
		const chatter = { userId: viewer, username: `Viewer_${viewer}`, color: null };
		const broadcasterUserId = this.userId;
		return newEvent(++events, { broadcasterUserId, chatter, sentAt: minute(at), guildIds: [], ...changes });
	}

	/** The viewer writes at these times. */
	public async says(viewer: number, ...at: number[]): Promise<void> {
		await this.stores(...at.map((time) => this.message(viewer, time)));
	}

	/** The events are stored, and counted. */
	public async stores(...stored: NewEvent[]): Promise<void> {
		await this.database.events.insert(stored);
		await countViewers(this.database);
	}

	public async streams(startedAt: number, endedAt: number | null = null): Promise<void> {
		await this.sees({ kind: 'live', startedAt: minute(startedAt), at: minute(startedAt) });
		if (endedAt !== null) await this.sees({ kind: 'ended', startedAt: minute(startedAt), at: minute(endedAt) });
	}

	public sees(sighting: StreamSighting): Promise<void> {
		return this.database.streams.record(this.userId, sighting);
	}

	/** Minutes that the viewer watched, between two times. */
	public async watched(viewer: number, from = 0, until = 1_000_000): Promise<number> {
		const window = { from: minute(from), until: minute(until) };
		const found = await this.database.watchtime.ofViewer(this.userId, viewer, window);
		return (found?.watchedMs ?? 0) / MinuteMs;
	}

	/** `[viewer, minutes]`, the longest first. */
	public async leaderboard(window = Always): Promise<[number, number][]> {
		const { rows } = await this.database.watchtime.leaderboard(this.userId, window, { offset: 0, limit: 1000 });
		return rows.map(({ userId, watchedMs }) => [userId, watchedMs / MinuteMs]);
	}

	/** Counts days together that are over for long. */
	public async fold(limit = 500): Promise<void> {
		const { watchtime } = this.database;
		for (const { broadcasterUserId, before } of await watchtime.foldable()) {
			while ((await watchtime.fold(broadcasterUserId, before, limit)) > 0);
		}
	}
}
