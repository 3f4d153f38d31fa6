import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

describe.each(databaseProviders)('events that may end the process on %s', (provider) => {
	it('are one for each server, until they were tried', async () => {
		const { begunEvents, departures } = await temporaryDatabase(provider);
		await begunEvents.save({ guildId: '1', eventId: 'a', starts: 1 });
		await begunEvents.save({ guildId: '2', eventId: 'a', starts: 1 });
		await begunEvents.save({ guildId: '3', eventId: 'a', starts: 1 });
		await begunEvents.save({ guildId: '1', eventId: 'b', starts: 2 });
		await begunEvents.clear('2');
		await begunEvents.clear('unknown');
		await departures.mark('3', new Date(0));
		await departures.forget('3', new Date());
		expect(await begunEvents.list()).toEqual([{ guildId: '1', eventId: 'b', starts: 2 }]);
	});
});
