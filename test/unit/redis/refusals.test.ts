import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Redis } from 'ioredis';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '../../../sandbox/demo/freePort.js';
import { RedisLink } from '../../../src/lib/redis/RedisLink.js';
import { redisReason } from '../../../src/lib/redis/redisReason.js';
import { installed } from '../../chaos/support/servers/installed.js';
import { RedisServer } from '../../chaos/support/servers/RedisServer.js';
import { caseVariables } from '../../support/caseVariables.js';
import { type RecordingLogger, recordingLogger } from '../../support/recordingLogger.js';

const Password = 'the-password';
const patience = { timeout: 60_000 };
const program = await installed('redis-server');

let case_: URL;
beforeAll(() => {
	case_ = new URL(caseVariables('redis-wrong-password').REDIS_URL!);
});

async function startedLink(url: string): Promise<{ link: RedisLink; logger: RecordingLogger }> {
	const logger = recordingLogger();
	const link = new RedisLink(url, logger);
	onTestFinished(() => link.stop());
	await link.start({ 'kick:channel': () => undefined });
	return { link, logger };
}

/** Waits until the server has had this many connections, so that each of the link's two was refused more than once. */
async function waitForTries(server: RedisServer): Promise<void> {
	const observer = new Redis(server.url.replace('//', `//:${Password}@`));
	onTestFinished(() => observer.disconnect());
	const connections = async () => /total_connections_received:(\d+)/.exec(await observer.info('stats'))?.[1];
	await vi.waitFor(async () => expect(Number(await connections())).toBeGreaterThan(6), patience);
}

it.runIf(program).each([
	[
		'the wrong password of the case',
		() => `${case_.username}:${case_.password}@`,
		'WRONGPASS invalid username-password pair'
	],
	['no password', () => '', 'NOAUTH ']
])(
	'a Redis that refuses %s is reported in one line with its own words, without the password',
	async (_what, who, words) => {
		const server = await RedisServer.start(program!, ['--requirepass', Password]);
		const { link, logger } = await startedLink(server.url.replace('//', `//${who()}`));
		await waitForTries(server);
		expect(logger.lines).toEqual([expect.stringContaining(`[Kick] Redis cannot be used: ${words}`)]);
		expect(logger.lines.join()).not.toContain(case_.password);
		expect(link.isReady).toBe(false);
	}
);

it.runIf(program)('a Redis that refuses to publish and to subscribe is reported with its own words', async () => {
	const user = ['--user', 'narrow', 'on', `>${Password}`, '~*', '+@connection', '+info'];
	const server = await RedisServer.start(program!, user);
	const { link, logger } = await startedLink(server.url.replace('//', `//narrow:${Password}@`));
	await vi.waitFor(() => expect(link.publish('kick:channel', 'x')).toBe(true), patience);
	link.publish('kick:channel', 'y');
	await vi.waitFor(() => expect(logger.lines).toHaveLength(2), patience);
	expect(logger.lines.sort()).toEqual([
		expect.stringMatching(/Redis refuses to publish: NOPERM /),
		expect.stringMatching(/Redis refuses to subscribe: NOPERM /)
	]);
});

it('a Redis that is down is reported with its error code, without an address', async () => {
	const port = await freePort();
	const { logger } = await startedLink(`redis://:${Password}@127.0.0.1:${port}`);
	await vi.waitFor(() => expect(logger.lines).toHaveLength(1), patience);
	expect(logger.lines[0]).toContain('Redis cannot be used: nothing listens there (ECONNREFUSED).');
	expect(logger.lines[0]).not.toContain(String(port));
});

it('a server that closes every connection silently is reported', async () => {
	const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	const { logger } = await startedLink(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`);
	const reason = expect.stringMatching(/Redis cannot be used: (it closes the connection|the connection was cut)/);
	await vi.waitFor(() => expect(logger.lines).toContainEqual(reason), patience);
});

it.runIf(program)('a Redis that returns with another password is reported once for each reason', async () => {
	const server = await RedisServer.start(program!);
	const { link, logger } = await startedLink(server.url.replace('//', `//:${Password}@`));
	await vi.waitFor(() => expect(link.isReady).toBe(true), patience);
	const admin = new Redis(server.url);
	onTestFinished(() => admin.disconnect());
	await admin.config('SET', 'requirepass', 'another-password');
	await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
	await vi.waitFor(() => expect(logger.lines).toContainEqual(expect.stringContaining('WRONGPASS')), patience);
	await admin.config('SET', 'requirepass', Password);
	await vi.waitFor(() => expect(logger.lines.at(-1)).toContain('Redis is available again'), patience);
});

it('an error that quotes the password is shown without it', () => {
	const error = new Error(`ERR unknown command 'p@ss-word', with args 'p%40ss-word'`);
	expect(redisReason(error, 'redis://:p%40ss-word@localhost')).not.toMatch(/ss-word/);
	expect(redisReason(new Error('broken'), 'redis://:100%@localhost')).toBe('broken');
});
