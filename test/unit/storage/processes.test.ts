import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../src/generated/migrations.js';
import { openDatabase } from '../../../src/lib/storage/openDatabase.js';
import { databaseProviders, openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';
import { type BuiltProcess, buildProcess } from './support/buildProcess.js';
import { handleAll } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { countViewers, newEvent } from './support/newEvent.js';

let built: BuiltProcess;
beforeAll(async () => {
	built = await buildProcess();
});
afterAll(() => built.remove());

function start(file: string, ...args: string[]): ChildProcess {
	const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
	onTestFinished(() => void child.kill('SIGKILL'));
	return child;
}

/** Returns the output of a process that ran to its end. */
async function outcomeOf(child: ChildProcess): Promise<{ migrated: string[]; inserted: number }> {
	const [output, [exitCode]] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
	expect(exitCode).toBe(0);
	return JSON.parse(output);
}

async function migratedBy(file: string, url: string): Promise<string[]> {
	return (await outcomeOf(start(file, 'open', url))).migrated;
}

/** Numbers of the events that it acknowledged. */
async function killedAfter(child: ChildProcess, count: number): Promise<number[]> {
	const exited = once(child, 'exit');
	const acknowledged: number[] = [];
	for await (const line of createInterface({ input: child.stdout! })) {
		acknowledged.push(Number(line));
		if (acknowledged.length === count) child.kill('SIGKILL');
	}
	const [, signal] = await exited;
	expect(signal).toBe('SIGKILL');
	return acknowledged;
}

describe.each(databaseProviders)('processes on %s', (provider) => {
	const names = migrations[provider].map(({ name }) => name);

	it('work with the storage bundled as CommonJS, as well as with that in ESM below', async () => {
		const { url } = await temporaryPlace(provider);
		expect(await migratedBy(built.commonJs, url)).toEqual(names);
	});

	it('that open a new database at once all succeed, and each migration is applied by one of them', async () => {
		const place = await temporaryPlace(provider);
		const migrated = await Promise.all(Array.from({ length: 4 }, () => migratedBy(built.esm, place.url)));
		expect(migrated.flat().sort()).toEqual(names);
		const database = await openForTest(place);
		await database.ping();
	});

	it('that receive the same events at once insert each of them once', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await linkServers(database, ['1', '2', '3']);
		const children = Array.from({ length: 3 }, () => start(built.esm, 'share', place.url, '500'));
		const outcomes = await Promise.all(children.map(outcomeOf));
		expect(outcomes.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(500);
		for (const guildId of ['1', '2', '3']) expect(await handleAll(database, guildId)).toHaveLength(500);
		await countViewers(database);
		expect(await database.chatters.recent(123456, new Date(0), 10)).toMatchObject([{ messages: 500 }]);
	});

	it('that are killed while they write have lost nothing that they acknowledged, in four of four kills', async () => {
		const place = await temporaryPlace(provider);
		const first = await openDatabase(place.url);
		await linkServers(first, ['1', '2', '3']);
		await first.close();
		const acknowledged: number[] = [];
		for (let round = 1; round <= 4; round++) {
			const child = start(built.esm, 'write', place.url, String(round * 1_000_000));
			acknowledged.push(...(await killedAfter(child, 1 + Math.floor(Math.random() * 300))));
		}

		const database = await openForTest(place);
		for (const guildId of ['1', '2']) {
			const stored = new Set((await handleAll(database, guildId)).map(({ eventId }) => eventId));
			expect(acknowledged.filter((number) => !stored.has(newEvent(number).eventId))).toEqual([]);
		}
	});
});
