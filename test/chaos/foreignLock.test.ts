import { expect, it } from 'vitest';
import { temporaryPlace } from '../support/temporaryDatabase.js';
import { BotUnderLoad } from './support/BotUnderLoad.js';
import { expectStored } from './support/expectStored.js';
import { ForeignLock } from './support/ForeignLock.js';

/** Longer than the 10 s for which a write waits. */
const LockSeconds = 15;
const EventsBetween = 200;

it(`answers 503 while another program locks SQLite for ${LockSeconds} s, and loses nothing answered 200`, async () => {
	const place = await temporaryPlace('sqlite');
	const loaded = await BotUnderLoad.start(place.url);
	const { bot, world } = loaded;
	await loaded.handles(EventsBetween);
	await bot.hasHealth(200);

	const lock = await ForeignLock.take(place.url.slice('file:'.length), LockSeconds);
	// A write outside a transaction, which is not retried: the bot stores that it is in the server.
	world.discord.addGuild();
	await bot.hasHealth(503);
	await Promise.all([lock.heldLongEnough, loaded.refuses(1)]);
	await bot.hasHealth(503);
	await lock.release();

	await loaded.handles(EventsBetween);
	await bot.hasHealth(200);
	// Kick may give up before the write does, and then sends the event again as well.
	const statuses = (await loaded.finish()).map(({ status }) => status);
	expect(statuses.filter((status) => status !== 503 && status !== null)).toEqual([]);

	// Reads the file as another program finds it after a crash.
	await bot.kill();
	await expectStored(place, world.channels);
	expect(await place.query("SELECT value FROM bot_settings WHERE key = 'of_another_program'")).toEqual([
		expect.objectContaining({ value: 'kept' })
	]);
});
