import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeTime } from 'ulid';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LogUpdate } from '../../../../src/lib/events/log/FollowBuffer.js';
import { GuildLogAccess } from '../../../../src/lib/events/log/GuildLogAccess.js';
import { LiveLog } from '../../../../src/lib/events/log/LiveLog.js';
import type { DeliveryMark } from '../../../../src/lib/storage/consumers/types.js';
import type { EventRow, NewEvent } from '../../../../src/lib/storage/events/types.js';
import type { Database } from '../../../../src/lib/storage/types.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { seqOf } from '../../../support/seqOf.js';
import type { TemporaryPlace } from '../../../support/TemporaryPlace.js';
import { databaseProviders, openForTest, temporaryPlace } from '../../../support/temporaryDatabase.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { type EventChanges, newEvent } from '../../storage/support/newEvent.js';

const Channel = 123_456;
const start = Date.UTC(2026, 1, 1, 12);
const logger = recordingLogger();

function logged(number: number, changes: EventChanges = {}): NewEvent & EventRow {
	return newEvent(number, { receivedAt: new Date(start + number * 1000), chatter: null, ...changes });
}

/** Mark of the `number`th event in server 1. */
function markOf(
	number: number,
	state: 'handled' | 'retrying' | 'dead_letter',
	cursorOf: number | null = Channel
): DeliveryMark {
	const key = { consumer: 'listeners', guildId: '1', id: logged(number).id };
	return { ...key, state, attempts: 1, error: null, at: new Date(), cursorOf, hasRow: cursorOf === null };
}

/** Links server 1 to the channel. */
async function openLinked(place: Pick<TemporaryPlace, 'url'>): Promise<Database> {
	const database = await openForTest(place);
	await linkServers(database, ['1'], Channel);
	return database;
}

const numberOf = (id: string) => (decodeTime(id) - start) / 1000;

function liveLog(database: Database, pollMs = 20): LiveLog {
	const live = new LiveLog({ log: database.eventLog, access: new GuildLogAccess(database), logger, pollMs });
	onTestFinished(() => live.stop());
	return live;
}

/** Collects the updates for a page, in order. */
function follow(live: LiveLog, guildId = '1', afterId = '0') {
	const updates = live.follow(guildId, { afterId });
	const next = async () => {
		const { value } = await updates.next();
		return describeUpdate(value || undefined);
	};
	return { next };
}

function describeUpdate(update: LogUpdate | undefined): string {
	if (!update) return 'end';
	return update.kind === 'gap' ? 'gap' : `${update.kind} ${numberOf(update.entry.id)} ${update.entry.state}`;
}

describe.each(databaseProviders)('the live log on %s', (provider) => {
	it('reports what another process receives and handles, and nothing of other servers', async () => {
		const place = await temporaryPlace(provider);
		const [here, there] = [await openLinked(place), await openForTest(place)];
		await linkServers(there, ['2'], Channel);
		const { next } = follow(liveLog(here));
		await there.events.insert([logged(2), logged(3, { guildId: '2' })]);
		expect(await next()).toBe('new 2 pending');
		await there.events.insert([logged(4)]);
		expect(await next()).toBe('new 4 pending');
		await there.consumers.mark([markOf(2, 'retrying')]);
		expect(await next()).toBe('changed 2 retrying');
		await there.consumers.mark([markOf(2, 'dead_letter')]);
		expect(await next()).toBe('changed 2 dead_letter');
		await there.eventLog.dismiss(logged(2).id, '1');
		expect(await next()).toBe('changed 2 dismissed');
	});

	it('first reports newer events than the page has, and the current state of the others', async () => {
		const place = await temporaryPlace(provider);
		const database = await openLinked(place);
		await database.events.insert([logged(1), logged(2), logged(3)]);
		const { next } = follow(liveLog(database), '1', logged(2).id);
		expect([await next(), await next(), await next()]).toEqual([
			'changed 1 pending',
			'changed 2 pending',
			'new 3 pending'
		]);
	});

	it('reports a gap when there are more events than it reads, and continues with the newest', async () => {
		const place = await temporaryPlace(provider);
		const database = await openLinked(place);
		const live = liveLog(database);
		const seen = follow(live);
		await database.events.insert([logged(0)]);
		expect(await seen.next()).toBe('new 0 pending');
		await database.events.insert(Array.from({ length: 150 }, (_event, index) => logged(index + 1)));
		expect(await seen.next()).toBe('gap');
		expect(await seen.next()).toBe('new 51 pending');
		// A reader that returns after that many gets the gap as well.
		const late = follow(live, '1', logged(1).id);
		expect(await late.next()).toBe('gap');
	});

	it('does not report events that are moved from the log of version 0.1 as new', async () => {
		const place = await temporaryPlace(provider);
		const database = await openLinked(place);
		await database.events.insert([logged(5)]);
		const { next } = follow(liveLog(database), '1', logged(5).id);
		expect(await next()).toBe('changed 5 pending');
		const old = seqOf(logged(1).id);
		await place.run(
			`INSERT INTO kick_events (seq, event_id, type, version, source, sent_at, received_at, payload, state)
				VALUES (${old}, 'old', 'channel.followed', '1', 'webhook', 0, 0, '{}', 'handled');
			INSERT INTO kick_deliveries (consumer, guild_id, event_seq, state, attempts, updated_at)
				VALUES ('listeners', '1', ${old}, 'handled', 1, 0)`
		);
		expect(await next()).toBe('changed 1 handled');
	});

	it('follows an old event that is handled again', async () => {
		const place = await temporaryPlace(provider);
		const database = await openLinked(place);
		await database.events.insert(Array.from({ length: 120 }, (_event, index) => logged(index + 1)));
		await database.consumers.mark(Array.from({ length: 120 }, (_event, index) => markOf(index + 1, 'handled')));
		const { next } = follow(liveLog(database), '1', logged(120).id);
		for (let index = 0; index < 100; index++) await next();
		await database.eventLog.requeue(logged(1).id, ['1']);
		expect(await next()).toBe('changed 1 pending');
		await database.consumers.mark([{ ...markOf(1, 'handled', null), attempts: 2 }]);
		expect(await next()).toBe('changed 1 handled');
	});
});

describe('the live log', () => {
	it('queries the database once for all followers of a server, and not at all without any', async () => {
		const database = await openLinked(await temporaryPlace('sqlite'));
		let queries = 0;
		const log = new Proxy(database.eventLog, {
			get: (target, name) => {
				if (name === 'page') queries += 1;
				const value: unknown = Reflect.get(target, name);
				return typeof value === 'function' ? value.bind(target) : value;
			}
		});
		const live = new LiveLog({ log, access: new GuildLogAccess(database), logger, pollMs: 3_600_000 });
		onTestFinished(() => live.stop());
		const stop = new AbortController();
		const followers = Array.from({ length: 5 }, () => live.follow('1', { afterId: '0', signal: stop.signal }));
		await database.events.insert([logged(1)]);
		await Promise.all(followers.map((updates) => updates.next()));
		// One query of the first, and one for all that arrived meanwhile.
		expect(queries).toBeLessThanOrEqual(2);
		queries = 0;
		await database.events.insert([logged(2)]);
		live.stored({ guildIds: ['1'], broadcasterUserId: null });
		live.stored({ guildIds: ['1'], broadcasterUserId: null });
		await Promise.all(followers.map((updates) => updates.next()));
		expect(queries).toBe(1);
		stop.abort();
		expect(await Promise.all(followers.map((updates) => updates.next()))).toEqual(
			followers.map(() => ({ done: true, value: undefined }))
		);
		queries = 0;
		live.stored({ guildIds: ['1'], broadcasterUserId: null });
		await nextTurn();
		expect(queries).toBe(0);
	});

	it('ends when the bot stops, also for later followers', async () => {
		const database = await openLinked(await temporaryPlace('sqlite'));
		const live = liveLog(database);
		const { next } = follow(live);
		const waiting = next();
		live.stop();
		expect(await waiting).toBe('end');
		expect(await follow(live).next()).toBe('end');
	});

	it('survives a database that does not answer, and says so once', async () => {
		const database = await openLinked(await temporaryPlace('sqlite'));
		const failures = recordingLogger();
		let broken = 3;
		const access = new GuildLogAccess(database);
		const of = access.of.bind(access);
		access.of = async (guildId) => {
			if (broken-- > 0) throw new Error('disk I/O error');
			return of(guildId);
		};
		const live = new LiveLog({ log: database.eventLog, access, logger: failures, pollMs: 5 });
		onTestFinished(() => live.stop());
		const { next } = follow(live);
		await database.events.insert([logged(1)]);
		expect(await next()).toBe('new 1 pending');
		expect(failures.lines.filter((line) => line.includes('disk I/O error'))).toHaveLength(1);
	});
});
