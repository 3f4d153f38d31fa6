import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { botEnvironment } from '../../../sandbox/botEnvironment.js';
import { BotProcess } from '../../../sandbox/demo/BotProcess.js';
import { freePort } from '../../../sandbox/demo/freePort.js';
import { SimulatedDiscord } from '../../../sandbox/discord/index.js';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import { PatienceMs } from '../../support/patience.js';
import { botEntry, runProgram } from '../../support/runProgram.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';
import { folderOfTestFile } from '../../support/temporaryFolder.js';
import { untilHealthy } from '../../support/untilHealthy.js';

const StartedLine = 'Health and metrics of this process:';
const discord = await stopAfterAll(SimulatedDiscord.start());
const kick = await stopAfterAll(SimulatedKick.start());
const folder = folderOfTestFile();

const environment = (port: number, changes: Record<string, string>) => ({
	...botEnvironment(kick, discord, `http://localhost:${port}`),
	DATABASE_URL: `file:${join(folder, `${port}.db`)}`,
	...changes
});

/** Starts a process that answers `/health` with or without a web server, and returns the logged address. */
async function start(port: number, changes: Record<string, string>): Promise<{ bot: BotProcess; url: string }> {
	const bot = await BotProcess.start({
		entry: botEntry,
		folder,
		environment: environment(port, changes),
		startedLine: StartedLine
	});
	onTestFinished(() => bot.stop());
	const line = bot.log.find((text) => text.includes(StartedLine)) ?? '';
	return { bot, url: /(http:\S+)\/health/.exec(line)?.[1] ?? '' };
}

const dockerfile = () => readFile(new URL('../../../Dockerfile', import.meta.url), 'utf8');

/** Runs what Docker runs in a container with these variables. */
async function dockerCheck(variables: Record<string, string>): Promise<number | null> {
	const [, command] = /HEALTHCHECK [^[]*CMD (\[.*\])/s.exec((await dockerfile()).split('\nCMD ')[0] ?? '') ?? [];
	const [program, ...args] = JSON.parse(command ?? '[]') as string[];
	expect(program).toBe('node');
	return (await runProgram(args, variables, folder)).code;
}

async function takenPort(): Promise<number> {
	const other = createServer().listen(0, 'localhost');
	await once(other, 'listening');
	onTestFinished(() => void other.close());
	return (other.address() as AddressInfo).port;
}

describe('a process with KICK_HTTP=false', () => {
	it('answers /health and /metrics on KICK_HEALTH_PORT, by GET and HEAD, and nothing else', async () => {
		const healthPort = await freePort();
		const { url } = await start(await freePort(), { KICK_HTTP: 'false', KICK_HEALTH_PORT: String(healthPort) });
		expect(new URL(url).port).toBe(String(healthPort));
		await untilHealthy(url);

		const health = await fetch(`${url}/health`);
		expect(await health.json()).toMatchObject({ status: 'ok', parts: { handling: 'ok', shards: 'ok' } });
		expect(health.headers.get('cache-control')).toBe('no-store');
		const head = await fetch(`${url}/health`, { method: 'HEAD' });
		expect([head.status, await head.text()]).toEqual([200, '']);
		expect(head.headers.get('content-length')).toBe(health.headers.get('content-length'));
		expect(await (await fetch(`${url}/metrics`)).text()).toContain('kick_deliveries_total');

		const refused = await fetch(`${url}/health`, { method: 'POST' });
		expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
		for (const [method, path] of [
			['POST', '/webhooks/kick'],
			['GET', '/auth/kick?state=1'],
			['GET', '/dashboard'],
			['GET', '/']
		]) {
			expect((await fetch(`${url}${path}`, { method })).status).toBe(404);
		}
	});

	it('is found by Docker’s health check, and is unhealthy while the gateway is lost', async () => {
		const port = String(await freePort());
		const { url } = await start(await freePort(), { KICK_HTTP: 'false', KICK_HEALTH_PORT: port });
		await untilHealthy(url);
		expect(await dockerfile()).toMatch(/^ENV KICK_HEALTH_PORT=\d+$/m);
		expect(await dockerCheck({ KICK_HEALTH_PORT: port })).toBe(0);
		expect(await dockerCheck({ KICK_HEALTH_PORT: `"${port}"` })).toBe(0);
		discord.refuseConnections();
		await vi.waitFor(async () => expect((await fetch(`${url}/health`)).status).toBe(503), PatienceMs);
		expect(await dockerCheck({ KICK_HEALTH_PORT: port })).toBe(1);
		discord.acceptConnections();
		await untilHealthy(url);
	});

	it('leaves PORT to the web server’s process, even if it starts first, and uses a free port', async () => {
		const port = await freePort();
		const { url } = await start(port, { KICK_HTTP: 'false' });
		expect(new URL(url).hostname).toBe('127.0.0.1');
		await untilHealthy(url);
		const other = createServer().listen(port);
		onTestFinished(() => void other.close());
		await once(other, 'listening');
	});
});

describe('a child of a ShardingManager without the first shard', () => {
	const child = { SHARDING_MANAGER: 'true', SHARDS: '1', SHARD_COUNT: '2' };

	it('answers on a free port of this machine and leaves PORT to the child that listens', async () => {
		const port = await freePort();
		const { url } = await start(port, child);
		expect(new URL(url).hostname).toBe('127.0.0.1');
		expect(new URL(url).port).not.toBe(String(port));
		await untilHealthy(url);
	});

	it('starts even if another child has KICK_HEALTH_PORT', async () => {
		const healthPort = await takenPort();
		const { url } = await start(await freePort(), { ...child, KICK_HEALTH_PORT: String(healthPort) });
		await untilHealthy(url);
	});
});

describe('KICK_HEALTH_PORT', () => {
	it('adds a port with /health and /metrics to a process with a web server, for Docker’s health check', async () => {
		const port = await freePort();
		const healthPort = await freePort();
		const { bot, url } = await start(port, { KICK_HEALTH_PORT: String(healthPort) });
		expect(bot.log.join('\n')).toContain(`Listening on port ${port}`);
		expect(new URL(url).port).toBe(String(healthPort));
		await untilHealthy(url);
		await untilHealthy(`http://localhost:${port}`);
		expect(await dockerCheck({ PORT: '1', KICK_HEALTH_PORT: String(healthPort) })).toBe(0);
	});

	it('ends the start when it is in use, because others rely on it', async () => {
		const healthPort = await takenPort();
		const variables = environment(await freePort(), { KICK_HTTP: 'false', KICK_HEALTH_PORT: String(healthPort) });
		const { code, output } = await runProgram([botEntry], variables, folder);
		expect(code).toBe(1);
		expect(output).toContain(`port ${healthPort} is in use. Stop the other program, or set KICK_HEALTH_PORT.`);
	});
});
