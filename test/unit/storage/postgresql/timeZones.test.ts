import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { Leases } from '../../../../src/lib/cluster/Leases.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { openDatabase } from '../../../../src/lib/storage/openDatabase.js';
import { schemaOf, withParameters } from '../../../support/postgresql/placeUrl.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import type { TemporaryPlace } from '../../../support/TemporaryPlace.js';
import { openForTest, temporaryPlace } from '../../../support/temporaryDatabase.js';
import { newEvent } from '../support/newEvent.js';

const HourMs = 60 * 60_000;
const Zones = ['America/New_York', 'Asia/Kolkata'];

/** Connections with settings of their own. Behind a pooler the plugin leaves them as they are. */
function sessions(place: TemporaryPlace, settings: string): { url: string } {
	return withParameters(place, { options: settings, pgbouncer: 'true', schema: '' });
}

async function migratedPlace(): Promise<TemporaryPlace> {
	const place = await temporaryPlace('postgresql');
	await (await openDatabase(place.url)).close();
	return place;
}

function inZone(place: TemporaryPlace, zone: string): Promise<Database> {
	return openForTest(sessions(place, `-c search_path=${schemaOf(place).schema} -c timezone=${zone}`));
}

function leasesOf({ leases }: Database): Leases {
	const created = new Leases(leases, recordingLogger(), () => undefined);
	onTestFinished(() => created.stop());
	return created;
}

describe.runIf(inject('postgresql'))('a PostgreSQL session in another time zone than UTC', () => {
	it.each(Zones)('leaves a lease to its holder, whichever of the two is in %s', async (zone) => {
		const place = await migratedPlace();
		const [local, utc] = [await inZone(place, zone), await inZone(place, 'UTC')];
		for (const [holder, other] of [
			[local, utc],
			[utc, local],
			[local, local]
		] as const) {
			await holder.leases.acquire('leader', 'holder', 60_000);
			expect(await other.leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'holder' });
			await holder.leases.release('leader', 'holder');
			await holder.leases.acquire('leader', 'holder', -1);
			expect(await other.leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'other' });
			await other.leases.release('leader', 'other');
		}
	});

	it.each(Zones)('makes no two processes in %s believe in one lease', async (zone) => {
		const place = await migratedPlace();
		const [one, other] = [leasesOf(await inZone(place, zone)), leasesOf(await inZone(place, zone))];
		await one.start(['leader']);
		await other.start(['leader']);
		expect([one.isHeld('leader'), other.isHeld('leader')]).toEqual([true, false]);
	});

	it.each(Zones)('lets a process in %s take over at once from one that has died', async (zone) => {
		const database = await inZone(await migratedPlace(), zone);
		// No process has an id beyond Linux' limit of 4,194,304.
		const renewedBeforeStartMs = process.uptime() * 1_000 + 1_000;
		await database.leases.acquire('leader', `${hostname()}/4999999/0`, 10_000 - renewedBeforeStartMs);
		const lease = leasesOf(database);
		await lease.start(['leader']);
		expect(lease.isHeld('leader')).toBe(true);
	});

	it.each(Zones)('reads and compares the times of all rows in %s as in UTC', async (zone) => {
		const place = await migratedPlace();
		const database = await inZone(place, zone);
		const event = newEvent(1);
		await database.events.insert([event]);
		expect(await database.eventLog.find(event.id)).toMatchObject({
			sentAt: event.sentAt,
			receivedAt: event.receivedAt
		});
		expect(await database.events.latestWebhook(123456)).toMatchObject({ sentAt: event.sentAt });
		const [row] = await place.query('SELECT sent_at AS at FROM kick_events');
		expect(Number(row?.at)).toBe(event.sentAt.getTime());

		const at = new Date('2026-03-08T02:30:00.000Z');
		await database.departures.mark('1', at);
		expect(await database.departures.before(at)).toEqual([]);
		expect(await database.departures.before(new Date(at.getTime() + 1))).toEqual(['1']);
		await database.usedForms.use('hash', at);
		expect(await database.usedForms.deleteExpired(at)).toBe(0);
		expect(await database.usedForms.deleteExpired(new Date(at.getTime() + 1))).toBe(1);
	});
});

/**
 * Zone whose clock jumps by an hour at that moment, as PostgreSQL takes it: offset, rule for summer time and its end.
 * A rule is a day of the year and a time of that day.
 *
 * @see https://www.postgresql.org/docs/current/datetime-posix-timezone-specs.html
 */
function zoneWithJump(at: Date, to: 'summer' | 'winter'): string {
	const startOfYear = Date.UTC(at.getUTCFullYear(), 0, 1);
	const day = Math.floor((at.getTime() - startOfYear) / (24 * HourMs));
	const time = at.toISOString().slice(11, 19);
	const half = (day + 180) % 365;
	// Winter time is that of UTC, and the rule names the end of summer time in summer time.
	if (to === 'summer') return `WIN0SUM,${day}/${time},${half}/0`;
	const [hours, ...rest] = time.split(':');
	return `WIN0SUM,${half}/0,${day}/${Number(hours) + 1}:${rest.join(':')}`;
}

/** Runs it with a zone whose clock has not jumped yet when `before` has run, and has when `after` runs. */
async function aroundJump(
	place: TemporaryPlace,
	to: 'summer' | 'winter',
	before: (one: Database, other: Database) => Promise<unknown>
): Promise<{ one: Database; other: Database }> {
	for (let leadMs = 3_000; ; leadMs *= 2) {
		const zone = zoneWithJump(new Date(Math.ceil((Date.now() + leadMs) / 1_000) * 1_000), to);
		const [one, other] = [await inZone(place, zone), await inZone(place, zone)];
		const season = await seasonIn(place, zone);
		await before(one, other);
		// On a slow machine the clock has jumped too early. Tries again with more time.
		if (season === target(to) || (await seasonIn(place, zone)) === target(to)) continue;
		while ((await seasonIn(place, zone)) !== target(to)) await pause(50);
		return { one, other };
	}
}

function target(to: 'summer' | 'winter'): string {
	return to === 'summer' ? 'SUM' : 'WIN';
}

async function seasonIn(place: TemporaryPlace, zone: string): Promise<string> {
	const client = new pg.Client({ connectionString: place.url, options: `-c timezone=${zone}` });
	await client.connect();
	try {
		const { rows } = await client.query<{ season: string }>(`SELECT to_char(now(), 'TZ') AS season`);
		return rows[0]!.season;
	} finally {
		await client.end();
	}
}

describe.runIf(inject('postgresql'))('when PostgreSQL changes its clock', () => {
	it('to summer time, a lease stays with its holder', async () => {
		const place = await migratedPlace();
		const { other } = await aroundJump(place, 'summer', (one) => one.leases.acquire('leader', 'one', 60_000));
		expect(await other.leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'one' });
	});

	it('to winter time, a lease that has ended goes to the next one', async () => {
		const place = await migratedPlace();
		const { other } = await aroundJump(place, 'winter', (one) => one.leases.acquire('leader', 'one', 1));
		expect(await other.leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'other' });
	});
});

describe.runIf(inject('postgresql'))('the defaults of a PostgreSQL user', () => {
	it.each([
		['timezone', "'America/New_York'"],
		['datestyle', "'German'"],
		['datestyle', "'SQL, DMY'"]
	])('%s = %s changes nothing of what the plugin reads', async (setting, value) => {
		const place = await migratedPlace();
		const { schema } = schemaOf(place);
		const role = `${schema}_role`;
		await place.run(
			`CREATE ROLE ${role} LOGIN;
			GRANT USAGE ON SCHEMA ${schema} TO ${role};
			GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
			ALTER ROLE ${role} SET ${setting} = ${value}`
		);
		onTestFinished(() => place.run(`DROP OWNED BY ${role}; DROP ROLE ${role}`));
		const url = new URL(place.url);
		url.username = role;
		const database = await openForTest({ url: url.href });
		const event = newEvent(1);
		await database.events.insert([event]);
		expect(await database.events.latestWebhook(123456)).toMatchObject({ sentAt: event.sentAt });
		await database.leases.acquire('leader', 'one', 60_000);
		expect(await database.leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'one' });
	});
});
