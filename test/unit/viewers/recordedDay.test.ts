import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { classifyWebhook, withAge } from '../../../src/lib/events/receiving/classifyWebhook.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { NewEvent } from '../../../src/lib/storage/events/types.js';
import { ViewerCounter } from '../../../src/lib/viewers/ViewerCounter.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { databaseProviders, openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';
import { Channels, type RecordedDelivery, recordedDay } from './support/recordedDay.js';

/**
 * Counts of version 0.1 for the same day, made in the transactions of the events: recorded at commit 907246a, with the
 * deliveries of `recordedDay` in batches of 7.
 */
const Recorded = JSON.parse(readFileSync(new URL('support/recordedDay.json', import.meta.url), 'utf8'));

const StaleAfterMs = 10 * 60_000;
const Always = { from: new Date(0), until: new Date(Date.UTC(2100, 0, 1)) };

function toEvent({ headers, body, receivedAt }: RecordedDelivery): NewEvent {
	const ageMs = receivedAt.getTime() - new Date(headers.timestamp).getTime();
	const { message: _, ...classified } = withAge(
		classifyWebhook(headers, body.toString('utf8'), receivedAt),
		receivedAt,
		ageMs,
		StaleAfterMs
	);
	return {
		eventId: headers.messageId,
		type: headers.type,
		version: headers.version,
		source: 'webhook',
		subscriptionId: headers.subscriptionId,
		receivedAt,
		payload: body.toString(),
		guildId: null,
		guildIds: classified.state === 'received' ? ['1'] : [],
		...classified
	};
}

async function countedOf({ chatters, watchtime, streams }: Database, channel: number): Promise<unknown> {
	const rows = await chatters.recent(channel, new Date(0), 1_000);
	const stream = await streams.latest(channel);
	const board = await watchtime.leaderboard(channel, Always, { offset: 0, limit: 1_000 });
	const counted = {
		// Version 0.1 stored no title.
		stream: stream && { ...stream, title: undefined },
		chatters: rows
			.toSorted((one, other) => one.userId - other.userId)
			.map(({ userId, username, color, messages, firstSeenAt, lastSeenAt }) => {
				return [userId, username, color, messages, firstSeenAt, lastSeenAt];
			}),
		watchedMs: board.rows
			.toSorted((one, other) => one.userId - other.userId)
			.map(({ userId, watchedMs }) => [userId, watchedMs])
	};
	return JSON.parse(JSON.stringify(counted));
}

it.each(databaseProviders)(
	'two processes count a day of events on %s exactly as version 0.1 did, to the millisecond',
	async (provider) => {
		const place = await temporaryPlace(provider);
		const processes = await Promise.all(
			[1, 2].map(async () => {
				const database = await openForTest(place);
				return { database, counter: new ViewerCounter({ viewers: database.viewers, logger: recordingLogger() }) };
			})
		);
		const [one, other] = processes;
		const events = recordedDay().map(toEvent);
		for (let first = 0; first < events.length; first += 100) {
			const batches = [events.slice(first, first + 50), events.slice(first + 50, first + 100)];
			await one!.database.events.insert(batches[0]!);
			await other!.database.events.insert(batches[1]!);
			// Each starts in the middle of the other's work.
			await Promise.all(processes.map(({ counter }) => counter.catchUp()));
		}
		for (const channel of Channels) expect(await countedOf(one!.database, channel)).toEqual(Recorded[channel]);
	}
);
