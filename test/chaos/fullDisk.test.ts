import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sqliteAt } from '../support/sqlitePlace.js';
import { BotUnderLoad } from './support/BotUnderLoad.js';
import { expectStored } from './support/expectStored.js';
import { mayMount, TemporaryDisk } from './support/TemporaryDisk.js';

const DiskMegabytes = 24;
const EventsBetween = 200;
const RefusalsWhileFull = 20;

it.skipIf(!mayMount)(
	'the disk is full: 503 meanwhile, and with room again everything works and nothing that was answered 200 is lost',
	async () => {
		const disk = TemporaryDisk.mount(DiskMegabytes);
		const place = sqliteAt(join(disk.path, 'kick.db'));
		const loaded = await BotUnderLoad.start(place.url);
		const { bot, world } = loaded;
		await loaded.handles(EventsBetween);
		await bot.hasHealth(200);

		disk.fill();
		await loaded.refuses(RefusalsWhileFull);
		await bot.hasHealth(503);
		disk.free();

		await loaded.handles(EventsBetween);
		await bot.hasHealth(200);
		const refusals = await loaded.finish();
		expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([503]));

		await bot.kill();
		await expectStored(place, world.channels);
	}
);
