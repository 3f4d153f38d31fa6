import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { sqliteAt } from '../support/sqlitePlace.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { expectStored } from './support/expectStored.js';
import { Load } from './support/Load.js';
import { mayMount, TemporaryDisk } from './support/TemporaryDisk.js';

const DiskMegabytes = 24;
const EventsBetween = 200;
const RefusalsWhileFull = 20;
const LimitMs = 120_000;

it.skipIf(!mayMount)(
	'the disk is full: 503 meanwhile, and with room again everything works and nothing that was answered 200 is lost',
	async () => {
		const disk = TemporaryDisk.mount(DiskMegabytes);
		const place = sqliteAt(join(disk.path, 'kick.db'));
		const world = await ChaosWorld.start({ databaseUrl: place.url, channels: 6, guildsPerChannel: 2 });
		const { channels, effects } = world;
		const bot = world.spawnBot();
		await bot.ready;
		const load = new Load(channels);
		const handled = (count: number) =>
			effects.until(
				() => effects.all.length >= count,
				() => `${effects.all.length} of ${count} events are handled. The bot wrote:\n${bot.log.join('\n')}`,
				LimitMs
			);
		await handled(EventsBetween);
		expect(await bot.health()).toBe(200);

		disk.fill();
		await Promise.all(channels.map((channel) => channel.untilRefused(RefusalsWhileFull)));
		await vi.waitFor(async () => expect(await bot.health()).toBe(503), LimitMs);
		disk.free();

		await handled(effects.all.length + EventsBetween);
		await vi.waitFor(async () => expect(await bot.health()).toBe(200), LimitMs);
		await load.stop();
		for (const { taken, guildIds } of channels) await effects.untilHandled(taken, guildIds, LimitMs);
		for (const channel of channels) expectHandledInOrder(effects, channel);
		const statuses = channels.flatMap(({ refused }) => refused.map(({ status }) => status));
		expect(new Set(statuses)).toEqual(new Set([503]));

		await bot.kill();
		await expectStored(place, channels);
	}
);
