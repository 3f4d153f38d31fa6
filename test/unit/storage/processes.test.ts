import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../../src/generated/migrations.js';
import { type BuiltProcess, buildProcess } from './support/buildProcess.js';
import { eventRowId } from './support/newEvent.js';
import { openForTest } from './support/temporaryDatabase.js';
import { temporaryFolder } from './support/temporaryFolder.js';

const Names = migrations.sqlite.map(({ name }) => name);

let built: BuiltProcess;
beforeAll(async () => {
	built = await buildProcess();
});
afterAll(() => built.remove());

function start(file: string, ...args: string[]): ChildProcess {
	return spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function migratedBy(file: string, path: string): Promise<string[]> {
	const child = start(file, 'open', `file:${path}`);
	const [output, [exitCode]] = await Promise.all([text(child.stdout!), once(child, 'exit')]);
	expect(exitCode).toBe(0);
	return (JSON.parse(output) as { migrated: string[] }).migrated;
}

describe('bundled storage', () => {
	it('works as an ES module and as CommonJS', async () => {
		const folder = temporaryFolder();
		expect(await migratedBy(built.esm, join(folder, 'esm.db'))).toEqual(Names);
		expect(await migratedBy(built.commonJs, join(folder, 'commonjs.db'))).toEqual(Names);
	});
});

describe('six processes that open a new file at once', () => {
	it('all succeed, and each migration is applied by one of them', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		const migrated = await Promise.all(Array.from({ length: 6 }, () => migratedBy(built.esm, path)));
		expect(migrated.flat().sort()).toEqual(Names);
		const database = await openForTest(path);
		await database.ping();
	});
});

describe('a process that is killed while it writes', () => {
	it('has lost nothing that it acknowledged, in eight deaths out of eight', async () => {
		const path = join(temporaryFolder(), 'kick.db');
		const acknowledged: number[] = [];
		for (let round = 1; round <= 8; round++) {
			const child = start(built.esm, 'write', `file:${path}`, String(round * 1_000_000));
			const exited = once(child, 'exit');
			const deathAfter = acknowledged.length + 1 + Math.floor(Math.random() * 300);
			for await (const line of createInterface({ input: child.stdout! })) {
				acknowledged.push(Number(line));
				if (acknowledged.length === deathAfter) child.kill('SIGKILL');
			}
			const [, signal] = await exited;
			expect(signal).toBe('SIGKILL');
		}

		const database = await openForTest(path);
		for (const guildId of ['1', '2']) {
			const pending = await database.events.pending(guildId, '', 100_000);
			const stored = new Set(pending.map(({ event }) => event.id));
			expect(acknowledged.filter((number) => !stored.has(eventRowId(number)))).toEqual([]);
		}
	});
});
