import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

describe.each(databaseProviders)('events that may end the process on %s', (provider) => {
	it('are one for each consumer and server, until they were tried', async () => {
		const { begunEvents, departures } = await temporaryDatabase(provider);
		const save = (guildId: string, eventId: string, starts: number, consumer = 'listeners') =>
			begunEvents.save({ consumer, guildId, eventId, starts });
		for (const guildId of ['1', '2', '3']) await save(guildId, 'a', 1);
		await save('1', 'c', 1, 'other');
		await save('2', 'c', 1, 'other');
		await save('1', 'b', 2);
		await begunEvents.clear({ consumer: 'listeners', guildId: '2' });
		await begunEvents.clear({ consumer: 'other', guildId: '1' });
		await begunEvents.clear({ consumer: 'unknown', guildId: '1' });
		await departures.mark('3', new Date(0));
		await departures.forget('3', new Date());
		const left = await begunEvents.list();
		expect(left.sort((one, other) => one.guildId.localeCompare(other.guildId))).toEqual([
			{ consumer: 'listeners', guildId: '1', eventId: 'b', starts: 2 },
			{ consumer: 'other', guildId: '2', eventId: 'c', starts: 1 }
		]);
	});
});
