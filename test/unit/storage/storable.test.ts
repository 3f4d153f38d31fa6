import { describe, expect, it } from 'vitest';
import { storable } from '../../../src/lib/storage/support/storable.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { pendingOf } from '../../support/waitingServers.js';
import { deliveryMark } from './support/deliveryMark.js';
import { linkServers } from './support/linkServers.js';
import { newEvent } from './support/newEvent.js';

describe('storable values', () => {
	it('are what they were', () => {
		const row = {
			text: 'a',
			id: 2n ** 60n,
			number: -5,
			date: new Date(0),
			bytes: Uint8Array.of(0),
			none: null,
			flag: false
		};
		expect(storable(row)).toEqual(row);
	});

	it('keep within what both databases can hold', () => {
		expect(
			storable({ text: '\0a\0', large: 1e15, small: -1e15, late: new Date(8.64e15), early: new Date(-8.64e15) })
		).toEqual({
			text: 'a',
			large: 2_147_483_647,
			small: -2_147_483_647,
			late: new Date('9999-12-31'),
			early: new Date('1900-01-01')
		});
	});

	it('leave a date that is none as it is: that is a bug, and has to fail', () => {
		expect(storable({ date: new Date(Number.NaN) }).date.getTime()).toBeNaN();
	});
});

describe.each(databaseProviders)('odd values on %s', (provider) => {
	it('do not fail the events that came with them', async () => {
		const database = await temporaryDatabase(provider);
		const { chatters, consumers, eventLog, events } = database;
		await linkServers(database, ['1'], Number.MAX_SAFE_INTEGER);
		const odd = newEvent(1, {
			sentAt: new Date(-8.64e15),
			receivedAt: new Date(8.64e15),
			payload: `\0 \uD800 ${'x'.repeat(300_000)}`,
			error: '\0',
			broadcasterUserId: Number.MAX_SAFE_INTEGER,
			chatter: { userId: -1, username: '\0', color: '' }
		});
		expect(await events.insert([odd, newEvent(2)])).toEqual(['inserted', 'inserted']);
		const [first] = await pendingOf(database, '1');
		expect(first?.event).toMatchObject({ sentAt: new Date('1900-01-01'), receivedAt: new Date('9999-12-31') });
		await consumers.mark([
			deliveryMark(first!.event.id, 'retrying', {
				cursorOf: Number.MAX_SAFE_INTEGER,
				attempts: 1e12,
				error: '\0',
				at: new Date(8.64e15)
			})
		]);
		expect((await eventLog.find(first!.event.id))?.deliveries).toMatchObject([{ attempts: 2_147_483_647, error: '' }]);
		expect(await chatters.recent(Number.MAX_SAFE_INTEGER, new Date(0), 1)).toEqual([]);
	});

	it('of a subscription are stored as near as can be', async () => {
		const { subscriptions } = await temporaryDatabase(provider);
		const createdAt = new Date('2026-01-01');
		await subscriptions.save([
			{ id: 'a\0', broadcasterUserId: 1, event: '', version: 1e10, createdAt, lastListedAt: new Date(8.64e15) }
		]);
		expect(await subscriptions.list()).toMatchObject([{ id: 'a', version: 2_147_483_647 }]);
	});
});
