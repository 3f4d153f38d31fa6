import { ulid } from 'ulid';
import { expect, it, vi } from 'vitest';
import { Maintenance, type MaintenanceDependencies } from '../../src/lib/Maintenance.js';
import type { Database } from '../../src/lib/storage/Database.js';
import { PatienceMs } from '../support/patience.js';
import { recordingLogger } from '../support/recordingLogger.js';
import { openForTest, temporaryDatabase, temporaryPlace } from '../support/temporaryDatabase.js';
import { linkServers } from './storage/support/linkServers.js';
import { countViewers, eventRowId, newEvent } from './storage/support/newEvent.js';

/** Dependencies that do nothing. */
const idle = {
	consumers: () => ['listeners'],
	followLinks: async () => {},
	states: { prune: async () => {} },
	keys: { reseal: async () => {} },
	revocations: { settleAll: async () => {} }
};

const DayMs = 24 * 60 * 60_000;

/** Maintenance of the process that leads, on a database. */
function leadingMaintenance(database: Database): Maintenance {
	return new Maintenance({
		database,
		...idle,
		isLeader: () => true,
		retention: { days: 7, count: 100 },
		logger: recordingLogger()
	} as unknown as MaintenanceDependencies);
}

it('keeps a bot account alive that no server links, and warns before its link ends, with the command', async () => {
	const database = await temporaryDatabase();
	const linkedAt = new Date(Date.now() - 27 * DayMs);
	const account = {
		userId: 5,
		username: 'writer',
		slug: null,
		sealedAccessToken: new Uint8Array(1),
		sealedRefreshToken: null,
		scopes: ['chat:write'],
		accessExpiresAt: new Date(),
		linkedAt,
		refreshExpiresAt: null,
		status: 'active' as const,
		isBot: true
	};
	await database.accounts.save(account);

	const logger = recordingLogger();
	const keptAlive: number[] = [];
	const maintenance = new Maintenance({
		database,
		tokens: { keepAlive: async ({ userId }: { userId: number }) => void keptAlive.push(userId) },
		...idle,
		isLeader: () => true,
		retention: { days: 7, count: 100 },
		logger
	} as unknown as MaintenanceDependencies);
	maintenance.start();
	await vi.waitFor(() => expect(keptAlive).toEqual([5]), PatienceMs);
	await maintenance.stop();

	const date = new Date(linkedAt.getTime() + 30 * DayMs).toISOString().slice(0, 10);
	expect(logger.lines).toEqual([
		`[Kick] writer should link again by ${date} (/kick link account:bot): Kick ends a link after 30 days.`
	]);
});

it('limits the log of each channel by count, and deletes nothing because of a clock that is ahead', async () => {
	const database = await temporaryDatabase();
	await linkServers(database, ['1'], 11);
	await linkServers(database, ['2'], 22);
	const channels = [11, 11, 22, 11, 22];
	const events = channels.map((broadcasterUserId, index) => newEvent(index + 1, { broadcasterUserId }));
	await database.events.insert(events);
	await database.consumers.mark(
		channels.map((cursorOf, index) => ({
			consumer: 'listeners',
			guildId: cursorOf === 11 ? '1' : '2',
			id: eventRowId(index + 1),
			state: 'handled',
			attempts: 1,
			error: null,
			at: new Date(),
			cursorOf,
			hasRow: false
		}))
	);

	await countViewers(database);

	const create = (aheadMs: number) =>
		new Maintenance({
			database,
			...idle,
			isLeader: () => true,
			retention: { days: 10_000, count: 2 },
			time: { aheadMs },
			logger: recordingLogger()
		} as unknown as MaintenanceDependencies);
	const logged = async () => (await database.eventLog.list({ limit: 10 })).map(({ id }) => id);

	// By Kick's clock they may all be of the last hour.
	const mistaken = create(10_000 * DayMs);
	mistaken.start();
	await mistaken.stop();
	expect(await logged()).toEqual([5, 4, 3, 2, 1].map(eventRowId));

	const maintenance = create(0);
	maintenance.start();
	await vi.waitFor(async () => expect(await logged()).toEqual([5, 4, 3, 2].map(eventRowId)), PatienceMs);
	await maintenance.stop();
	expect(await logged()).toEqual([5, 4, 3, 2].map(eventRowId));
});

it('a process that becomes the leader after its start immediately does what was due', async () => {
	const database = await temporaryDatabase();
	let isLeader = false;
	let runs = 0;
	const maintenance = new Maintenance({
		database,
		...idle,
		states: {
			prune: async () => {
				runs += 1;
			}
		},
		isLeader: () => isLeader,
		retention: { days: 7, count: 100 },
		logger: recordingLogger()
	} as unknown as MaintenanceDependencies);
	maintenance.catchUp();
	maintenance.start();
	await new Promise((resolve) => setImmediate(resolve));
	expect(runs).toBe(0);
	isLeader = true;
	maintenance.catchUp();
	await vi.waitFor(() => expect(runs).toBe(1), PatienceMs);
	maintenance.catchUp();
	await maintenance.stop();
	expect(runs).toBe(1);
});

it('ends a link that another program left without its account', async () => {
	const place = await temporaryPlace('sqlite');
	const database = await openForTest(place);
	await place.run(
		`PRAGMA foreign_keys = OFF; INSERT INTO kick_links VALUES ('1', 404, '2', '2026-01-01T00:00:00.000Z')`
	);
	const maintenance = leadingMaintenance(database);
	maintenance.start();
	await vi.waitFor(async () => expect(await database.links.list()).toEqual([]), { timeout: 60_000 });
	await maintenance.stop();
});

it('keeps the settings of a server that has the bot again, even before its return is stored', async () => {
	const database = await temporaryDatabase();
	for (const guildId of ['1', '2']) {
		await database.settings.set(guildId, { channel: 'ana' });
		await database.departures.mark(guildId, new Date(Date.now() - 31 * DayMs));
	}
	const maintenance = new Maintenance({
		database,
		...idle,
		isLeader: () => true,
		hasBot: async (guildId: string) => guildId === '1',
		retention: { days: 7, count: 100 },
		logger: recordingLogger()
	} as unknown as MaintenanceDependencies);
	maintenance.start();
	await vi.waitFor(async () => expect((await database.settings.get('2')).channel).toBeNull(), PatienceMs);
	await maintenance.stop();
	expect((await database.settings.get('1')).channel).toBe('ana');
});

it('keeps the changes of settings for a year, and the newest 500 of a server', async () => {
	const place = await temporaryPlace('sqlite');
	const database = await openForTest(place);
	const now = Date.now();
	const row = (guildId: string, at: number) => `('${ulid(at)}', '${guildId}', '', 'bot', 'x', '{}', '{}')`;
	const rows = [
		...Array.from({ length: 502 }, (_change, index) => row('1', now - index)),
		row('2', now - 366 * DayMs),
		row('2', now - 364 * DayMs)
	];
	await place.run(
		`INSERT INTO kick_setting_changes (id, guild_id, at, via, kind, old_value, new_value) VALUES ${rows.join()}`
	);
	const maintenance = leadingMaintenance(database);
	maintenance.start();
	await maintenance.stop();
	const counts = 'SELECT guild_id, count(*) AS count FROM kick_setting_changes GROUP BY guild_id ORDER BY guild_id';
	await vi.waitFor(
		async () =>
			expect(await place.query(counts)).toEqual([
				{ guild_id: '1', count: 500 },
				{ guild_id: '2', count: 1 }
			]),
		PatienceMs
	);
});
