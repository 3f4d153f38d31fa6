import { expect, it, vi } from 'vitest';
import { temporaryPlace } from '../support/temporaryDatabase.js';
import { ChaosWorld } from './support/ChaosWorld.js';
import { expectHandledInOrder } from './support/expectHandledInOrder.js';
import { expectStored } from './support/expectStored.js';
import { ForeignLock } from './support/ForeignLock.js';
import { Load } from './support/Load.js';

/** Longer than the 10 s for which a write waits. */
const LockSeconds = 15;
const EventsBetween = 200;
const LimitMs = 120_000;

it(`another program holds SQLite's write lock for ${LockSeconds} s: 503 meanwhile, then everything commits again, and nothing that was answered 200 is lost`, async () => {
	const place = await temporaryPlace('sqlite');
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

	const lock = await ForeignLock.take(place.url.slice('file:'.length), LockSeconds);
	// A write outside a transaction, which nothing repeats: the bot forgets that the server was ever left.
	world.discord.addGuild();
	await vi.waitFor(async () => expect(await bot.health()).toBe(503), LimitMs);
	await Promise.all([lock.heldLongEnough, ...channels.map((channel) => channel.untilRefused(1))]);
	expect(await bot.health()).toBe(503);
	await lock.release();

	await handled(effects.all.length + EventsBetween);
	await vi.waitFor(async () => expect(await bot.health()).toBe(200), LimitMs);
	await load.stop();
	for (const { taken, guildIds } of channels) await effects.untilHandled(taken, guildIds, LimitMs);
	for (const channel of channels) expectHandledInOrder(effects, channel);
	// Kick may give up before the write does: it then sends the event again as well.
	const statuses = channels.flatMap(({ refused }) => refused.map(({ status }) => status));
	expect(statuses.filter((status) => status !== 503 && status !== null)).toEqual([]);

	// What another program finds in the file, after an end without a goodbye.
	await bot.kill();
	await expectStored(place, channels);
	expect(await place.query("SELECT value FROM bot_settings WHERE key = 'of_another_program'")).toEqual([
		expect.objectContaining({ value: 'kept' })
	]);
});
