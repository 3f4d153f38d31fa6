import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { GuildMembership } from '../../src/lib/GuildMembership.js';
import type { Database } from '../../src/lib/storage/Database.js';
import { type RecordingLogger, recordingLogger } from '../support/recordingLogger.js';
import { temporaryDatabase } from '../support/temporaryDatabase.js';
import { linkedAccount } from './storage/support/linkChannel.js';
import { VirtualClock } from './time/VirtualClock.js';

const Waiting = { timeout: 60_000 };
let database: Database;
let clock: VirtualClock;
let logger: RecordingLogger;
let guilds: GuildMembership;
/** Number of writes that are refused from now on. */
let refusals: number;
let changes: number;

beforeEach(async () => {
	database = await temporaryDatabase();
	clock = new VirtualClock();
	logger = recordingLogger();
	refusals = 0;
	changes = 0;
	const { departures } = database;
	const unlessRefused = async (write: () => Promise<void>) => {
		if (refusals > 0) {
			refusals -= 1;
			throw new Error('refused');
		}
		await write();
	};
	guilds = new GuildMembership({
		departures: {
			list: () => departures.list(),
			mark: (guildId, at) => unlessRefused(() => departures.mark(guildId, at)),
			clear: (guildId) => unlessRefused(() => departures.clear(guildId))
		},
		links: database.links,
		routesChanged: async () => {
			changes += 1;
		},
		logger,
		clock
	});
	onTestFinished(() => guilds.stop());
});

async function link(guildIds: readonly string[]): Promise<void> {
	const date = new Date();
	await database.accounts.save(linkedAccount(7));
	for (const guildId of guildIds) await database.links.save({ guildId, userId: 7, linkedBy: '1', linkedAt: date });
}

async function untilDeparted(guildIds: readonly string[]): Promise<void> {
	await vi.waitFor(async () => expect((await database.departures.list()).sort()).toEqual(guildIds), Waiting);
}

async function untilRefused(): Promise<void> {
	await vi.waitFor(() => expect(refusals).toBe(0), Waiting);
	await vi.waitFor(() => expect(logger.lines.join()).toContain('Trying again until it works'), Waiting);
}

describe('which servers have the bot', () => {
	it('is stored for many servers at once, and then the links of all are read once', async () => {
		const guildIds = Array.from({ length: 50 }, (_, index) => String(100 + index));
		guilds.left('1');
		for (const guildId of guildIds) guilds.left(guildId);
		await untilDeparted(['1', ...guildIds]);
		await guilds.stop();
		expect(changes).toBeLessThanOrEqual(2);
	});

	it('is compared with the linked servers when Discord is ready, and only differences are written', async () => {
		await link(['1', '2', '3']);
		await database.departures.mark('2', new Date());
		guilds.compare((guildId) => guildId !== '3');
		await untilDeparted(['3']);
		await vi.waitFor(() => expect(changes).toBe(1), Waiting);
	});

	it('is reported for servers without a link too, but not for those of other processes', async () => {
		for (const guildId of ['1', '2', '3']) await database.departures.mark(guildId, new Date());
		const answers: Record<string, boolean | null> = { 1: true, 2: false, 3: null };
		guilds.compare((guildId) => answers[guildId] ?? null);
		await untilDeparted(['2', '3']);
	});

	it('is stored automatically later when a write failed', async () => {
		await link(['1', '2']);
		refusals = 1;
		guilds.compare(() => false);
		await untilRefused();
		expect(await database.departures.list()).toEqual([]);
		await clock.advance(1_000);
		await untilDeparted(['1', '2']);
	});

	it('is stored after any number of failures, at most 30 seconds apart', async () => {
		refusals = 12;
		guilds.left('5');
		await vi.waitFor(async () => {
			await clock.advance(30_000);
			expect(await database.departures.list()).toEqual(['5']);
		}, Waiting);
		expect(logger.lines.filter((line) => line.includes('Could not store'))).toHaveLength(1);
	});

	it('is the latest state: a server that is back before its departure was stored stays', async () => {
		refusals = 1;
		guilds.left('5');
		await untilRefused();
		guilds.left('6');
		guilds.joined('5');
		await untilDeparted(['6']);
	});

	it('is not written after the stop', async () => {
		refusals = 1;
		guilds.left('5');
		await untilRefused();
		await guilds.stop();
		await clock.advance(60_000);
		guilds.left('6');
		expect(clock.pendingTimers).toBe(0);
		expect(await database.departures.list()).toEqual([]);
	});
});
