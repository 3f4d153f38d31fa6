import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';
import { newEvent } from './support/newEvent.js';

describe.each(databaseProviders)('statements straight on the driver, on %s', (provider) => {
	it('give back an event as it was stored, to the character', async () => {
		const { events, eventLog } = await temporaryDatabase(provider);
		const odd = newEvent(1, {
			payload: `{"text":"\\u0000 \\ud800 é 🙂 ' \\" \\\\ ${'x'.repeat(100_000)}"}`,
			broadcasterUserId: Number.MAX_SAFE_INTEGER,
			sentAt: new Date('2026-11-27T20:00:00.007Z'),
			error: `it's "so"`
		});
		await events.insert([odd]);
		const { guildIds: _, senderUserId: __, ...row } = odd;
		expect(await eventLog.find(odd.eventId)).toEqual({ ...row, state: 'handled', isTest: false, deliveries: [] });
	});

	it('take all of an event or nothing', async () => {
		const { events, consumers } = await temporaryDatabase(provider);
		// An event needs a version: it is numbered, and a later statement of the transaction fails.
		const broken = newEvent(2, { version: null as unknown as string });
		const head = await consumers.head();
		await expect(events.insert([broken])).rejects.toThrow();
		expect(await consumers.head()).toBe(head);
		expect(await events.insert([newEvent(2)])).toEqual(['inserted']);
	});
});
