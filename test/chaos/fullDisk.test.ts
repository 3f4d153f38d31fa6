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
	'answers 503 while the disk is full, works again once there is room, and loses nothing that was answered 200',
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
