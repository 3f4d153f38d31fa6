import { once } from 'node:events';
import { Events } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();

async function health(): Promise<{ code: number; parts: Record<string, string> }> {
	const response = await fetch(`${world.url}/health`);
	const { parts } = (await response.json()) as { parts: Record<string, string> };
	return { code: response.status, parts };
}

describe('/health', () => {
	it('is 200 with nothing linked, without Redis and without the socket', async () => {
		expect(await health()).toEqual({
			code: 200,
			parts: {
				database: 'ok',
				discord: 'ok',
				handling: 'ok',
				shards: 'ok',
				waiting: 'ok',
				redis: 'not used',
				socket: 'not used'
			}
		});
	});

	it('is 503 while the gateway is lost, and 200 when it is back', async () => {
		const reconnecting = once(world.client, Events.ShardReconnecting);
		world.discord.refuseConnections();
		await reconnecting;
		expect(await health()).toMatchObject({ code: 503, parts: { discord: 'down' } });

		const resumed = once(world.client, Events.ShardResume);
		world.discord.acceptConnections();
		await resumed;
		expect((await health()).code).toBe(200);
	});
});
