import { describe, expect, it } from 'vitest';
import type { ChatterTouch } from '../../../src/lib/storage/chatters/ChatterRepository.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { countViewers, newEvent } from './support/newEvent.js';

const Ana: ChatterTouch = { userId: 1, username: 'ana', color: '#00FF00' };
const Bo: ChatterTouch = { userId: Number.MAX_SAFE_INTEGER, username: 'bo', color: null };

describe.each(databaseProviders)('chatters on %s', (provider) => {
	it('are listed newest first, since a date, up to the limit', async () => {
		const database = await temporaryDatabase(provider);
		const { chatters, events } = database;
		const batch = [
			newEvent(1, { chatter: Ana }),
			newEvent(2, { chatter: Bo }),
			newEvent(3, { chatter: Ana }),
			newEvent(4, { chatter: Bo, broadcasterUserId: 9 }),
			newEvent(5, { chatter: null }),
			newEvent(6, { chatter: Bo, broadcasterUserId: null })
		];
		await events.insert(batch);
		await countViewers(database);
		const [first, second, third] = batch.map(({ sentAt }) => sentAt);
		const ana = { ...Ana, messages: 2, firstSeenAt: first, lastSeenAt: third };
		const bo = { ...Bo, messages: 1, firstSeenAt: second, lastSeenAt: second };
		expect(await chatters.recent(123456, new Date(0), 10)).toEqual([ana, bo]);
		expect(await chatters.recent(123456, new Date(0), 1)).toEqual([ana]);
		expect(await chatters.recent(123456, third!, 10)).toEqual([ana]);
		expect(await chatters.recent(404, new Date(0), 10)).toEqual([]);
	});

	it('are counted on from batch to batch', async () => {
		const database = await temporaryDatabase(provider);
		const { chatters, events } = database;
		await events.insert([newEvent(2, { chatter: Ana }), newEvent(3, { chatter: Ana })]);
		await countViewers(database);
		await events.insert([newEvent(4, { chatter: Ana }), newEvent(3, { chatter: Ana })]);
		await countViewers(database);
		await events.insert([newEvent(1, { chatter: Ana })]);
		await countViewers(database);
		expect(await chatters.recent(123456, new Date(0), 10)).toEqual([
			{ ...Ana, messages: 4, firstSeenAt: newEvent(1).sentAt, lastSeenAt: newEvent(4).sentAt }
		]);
	});

	it('have the name and colour of their newest message, whatever the order it came in', async () => {
		const database = await temporaryDatabase(provider);
		const { chatters, events } = database;
		const named = (number: number, username: string, color: string | null) =>
			newEvent(number, { chatter: { userId: 1, username, color } });
		const names = async () =>
			(await chatters.recent(123456, new Date(0), 1)).map(({ username, color }) => [username, color]);

		await events.insert([named(5, 'five', null), named(4, 'four', null)]);
		await countViewers(database);
		expect(await names()).toEqual([['five', null]]);
		await events.insert([named(3, 'three', 'green')]);
		await countViewers(database);
		expect(await names()).toEqual([['five', 'green']]);
		await events.insert([named(2, 'two', 'red')]);
		await countViewers(database);
		expect(await names()).toEqual([['five', 'green']]);
		await events.insert([named(7, 'seven', null), named(6, 'six', 'blue')]);
		await countViewers(database);
		expect(await names()).toEqual([['seven', 'blue']]);
		await events.insert([named(8, 'ei\0ght', null)]);
		await countViewers(database);
		expect(await names()).toEqual([['eight', 'blue']]);
	});
});
