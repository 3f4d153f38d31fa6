import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import type { ReconcileReport } from '../../../src/lib/subscriptions/SubscriptionReconciler.js';
import { lagBehind } from '../../support/lagBehind.js';
import { privateKeyPem } from '../../support/privateKeyPem.js';
import { openForTest, temporaryPlace } from '../../support/temporaryDatabase.js';
import { type BuiltProcess, buildProcess } from '../storage/support/buildProcess.js';
import { createReconciler } from './support/createReconciler.js';
import { link } from './support/link.js';

let built: BuiltProcess;

beforeAll(async () => {
	if (inject('postgresql')) built = await buildProcess(join(import.meta.dirname, 'support/reconcileProcess.ts'));
});
afterAll(() => built?.remove());

async function start() {
	const kick = await SimulatedKick.start({ privateKeyPem });
	onTestFinished(() => kick.stop());
	const place = await temporaryPlace('postgresql');
	const database = await openForTest(place);
	const channels = Array.from({ length: 8 }, (_, index) => kick.addStreamer(`streamer${index}`).userId);
	for (const [index, userId] of channels.entries()) await link(database, userId, String(index));
	const { clientId, clientSecret } = kick.app;
	return { kick, url: place.url, database, channels, app: { url: kick.url, clientId, clientSecret } };
}

interface Started {
	child: ChildProcess;
	lines: AsyncIterator<string>;
}

async function startProcess(...args: string[]): Promise<Started> {
	const child = spawn(process.execPath, [built.esm, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
	onTestFinished(() => void child.kill('SIGKILL'));
	const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
	expect((await lines.next()).value).toBe('ready');
	return { child, lines };
}

async function reportsOf({ child, lines }: Started): Promise<ReconcileReport[]> {
	child.stdin!.end('go');
	const reports: ReconcileReport[] = JSON.parse((await lines.next()).value);
	if (child.exitCode === null) await once(child, 'exit');
	return reports;
}

describe.runIf(inject('postgresql'))('two processes of the bot on one PostgreSQL server', () => {
	it('that reconcile the same channels at once subscribe to each event once', async () => {
		const { kick, url, channels, app } = await start();
		// Kick's list shows none of the other process's new subscriptions.
		kick.subscriptions.listLagMs = Number.POSITIVE_INFINITY;
		const args = [url, JSON.stringify(app), JSON.stringify(channels)];
		const processes = await Promise.all([startProcess(...args), startProcess(...args)]);
		const reports = await Promise.all(processes.map(reportsOf));

		for (const report of reports.flat()) expect(report).toMatchObject({ wanted: 10, active: 10, failed: [] });
		expect(reports.flat().reduce((sum, { created }) => sum + created, 0)).toBe(channels.length * 10);
		for (const userId of channels) {
			const events = kick.subscriptions.all.filter((one) => one.broadcasterUserId === userId).map(({ event }) => event);
			expect([events.length, new Set(events).size]).toEqual([10, 10]);
		}
	});

	it('that unlink and link again within the lag of the list end with ten that exist', async () => {
		const { kick, database, channels, app } = await start();
		const [userId = 0] = channels;
		const [one, other] = [createReconciler(database, app), createReconciler(database, app)];
		onTestFinished(async () => {
			await Promise.all([one.close(), other.close()]);
		});
		await one.reconciler.reconcile(userId);
		lagBehind(kick);
		await database.links.delete('0');
		await one.reconciler.removeAll(userId);
		expect(kick.subscriptions.listed()).toHaveLength(10);
		await link(database, userId, '0');
		expect((await other.reconciler.reconcile(userId)).unwrap()).toMatchObject({ active: 10, created: 10, failed: [] });
		expect(kick.subscriptions.all.filter((each) => each.broadcasterUserId === userId)).toHaveLength(10);
	});

	it('of which one takes long: the other says so, and creates nothing', async () => {
		const { kick, database, channels, app } = await start();
		const [userId = 0] = channels;
		const { reconciler, close } = createReconciler(database, app);
		onTestFinished(close);
		await database.leases.acquire(`subscriptions:${userId}`, 'elsewhere/1/x', 60 * 60_000);
		const refused = (await reconciler.reconcile(userId)).unwrapErr();
		expect(refused.code).toBe('timeout');
		expect(refused.hint).toMatch(/^Another process of this bot .* Run \/kick sync again in a minute\.$/);
		expect(kick.subscriptions.all).toEqual([]);
	});
});
