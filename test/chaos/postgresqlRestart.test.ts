import { expect, it } from 'vitest';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { Load } from './support/Load.js';
import { installed } from './support/servers/installed.js';
import { PostgresqlServer } from './support/servers/PostgresqlServer.js';

const initdb = await installed('initdb');
const EventsBetween = 200;
const RefusalsWhileAway = 20;

it.skipIf(!initdb).for(['stop', 'crash'] as const)(
	'PostgreSQL goes (%s) and comes back under load: 503 meanwhile, and nothing that was answered 200 is lost',
	async (end) => {
		const postgresql = await PostgresqlServer.start(initdb!);
		const world = await ChaosWorld.start({ databaseUrl: postgresql.url, channels: 6, guildsPerChannel: 2 });
		const { channels, effects } = world;
		const bot = world.spawnBot();
		await bot.ready;
		const load = new Load(channels);
		const handled = (count: number) =>
			effects.until(
				() => effects.all.length >= count,
				() => `${effects.all.length} of ${count} events are handled`
			);

		await handled(EventsBetween);
		await postgresql[end]();
		await Promise.all(channels.map((channel) => channel.untilRefused(RefusalsWhileAway)));
		await postgresql.start();
		await handled(effects.all.length + EventsBetween);
		await load.stop();

		for (const { taken, guildIds } of channels) await effects.untilHandled(taken, guildIds);
		for (const channel of channels) expectHandledInOrder(effects, channel);
		expect(bot.isRunning).toBe(true);
		const refusals = channels.flatMap(({ refused }) => refused);
		expect(new Set(refusals.map(({ status, headers }) => `${status} ${headers['retry-after']}`))).toEqual(
			new Set(['503 10'])
		);
	}
);
