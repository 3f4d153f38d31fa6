import { expect, it } from 'vitest';
import { temporaryPlace } from '../support/temporaryDatabase.js';
import { BotUnderLoad } from './support/BotUnderLoad.js';
import { expectStored } from './support/expectStored.js';
import { ForeignLock } from './support/ForeignLock.js';

/** Longer than the 10 s for which a write waits. */
const LockSeconds = 15;
const EventsBetween = 200;

it(`another program holds SQLite's write lock for ${LockSeconds} s: 503 meanwhile, then everything commits again, and nothing that was answered 200 is lost`, async () => {
	const place = await temporaryPlace('sqlite');
	const loaded = await BotUnderLoad.start(place.url);
	const { bot, world } = loaded;
	await loaded.handles(EventsBetween);
	await bot.hasHealth(200);

	const lock = await ForeignLock.take(place.url.slice('file:'.length), LockSeconds);
	// A write outside a transaction, which nothing repeats: the bot notes that it is in the server.
	world.discord.addGuild();
	await bot.hasHealth(503);
	await Promise.all([lock.heldLongEnough, loaded.refuses(1)]);
	await bot.hasHealth(503);
	await lock.release();

	await loaded.handles(EventsBetween);
	await bot.hasHealth(200);
	// Kick may give up before the write does: it then sends the event again as well.
	const statuses = (await loaded.finish()).map(({ status }) => status);
	expect(statuses.filter((status) => status !== 503 && status !== null)).toEqual([]);

	// What another program finds in the file, after an end without a goodbye.
	await bot.kill();
	await expectStored(place, world.channels);
	expect(await place.query("SELECT value FROM bot_settings WHERE key = 'of_another_program'")).toEqual([
		expect.objectContaining({ value: 'kept' })
	]);
});
