import { expect, it } from 'vitest';
import { checkHealth, type HealthSources } from '../../src/lib/health.js';

const discord = { isReady: () => true };

function sources(changes: Partial<HealthSources> = {}): HealthSources {
	return {
		database: { ping: async () => undefined },
		dispatcher: { isHandling: true, isStuck: false },
		cluster: { isServed: true },
		redis: null,
		socket: null,
		...changes
	};
}

it.each([
	['a database that refuses a write', 'database', { database: { ping: () => Promise.reject(new Error('full')) } }],
	['a database that does not answer', 'database', { database: { ping: () => new Promise<void>(() => undefined) } }],
	['handling that has not begun', 'handling', { dispatcher: { isHandling: false, isStuck: false } }],
	['a server that waits for too long', 'waiting', { dispatcher: { isHandling: true, isStuck: true } }],
	['a shard without an owner', 'shards', { cluster: { isServed: false } }]
])('%s makes the bot unavailable, and is named', async (_what, part, changes) => {
	const { status, parts } = await checkHealth(discord, sources(changes));
	expect(status).toBe('unavailable');
	expect(Object.entries(parts).filter(([, health]) => health === 'down')).toEqual([[part, 'down']]);
});

it('a lost gateway makes the bot unavailable', async () => {
	const { status, parts } = await checkHealth({ isReady: () => false }, sources());
	expect([status, parts.discord]).toEqual(['unavailable', 'down']);
});

it('Redis and the socket are reported, but the bot is available without them', async () => {
	const away = sources({ redis: { isReady: false }, socket: { isHealthy: false } });
	const { status, parts } = await checkHealth(discord, away);
	expect([status, parts.redis, parts.socket]).toEqual(['ok', 'down', 'down']);
});

it('only Discord counts if Kick is not configured', async () => {
	expect(await checkHealth(discord, null)).toEqual({
		status: 'ok',
		parts: {
			database: 'not used',
			discord: 'ok',
			handling: 'not used',
			shards: 'not used',
			waiting: 'not used',
			redis: 'not used',
			socket: 'not used'
		}
	});
});
