import { expect } from 'vitest';
import type { TemporaryPlace } from '../../support/TemporaryPlace.js';
import type { Channel } from './Channel.js';

/** Checks that everything answered 200 is in the database, as another program reads it. */
export async function expectStored(place: TemporaryPlace, channels: readonly Channel[]): Promise<void> {
	const rows = await place.query('SELECT event_id FROM kick_events');
	const stored = new Set(rows.map(({ event_id }) => event_id));
	expect(channels.flatMap(({ taken }) => taken).filter((eventId) => !stored.has(eventId))).toEqual([]);
}
