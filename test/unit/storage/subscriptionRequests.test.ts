import { describe, expect, it } from 'vitest';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';

const noon = new Date('2026-11-22T12:00:00Z');
const one = new Date('2026-11-22T13:00:00Z');

describe.each(databaseProviders)('requests for subscriptions on %s', (provider) => {
	it('are read for their channel, from a time on, until they are settled', async () => {
		const { subscriptionRequests: requests } = await temporaryDatabase(provider);
		await requests.note(5, 'create', ['kicks.gifted', 'chat.message.sent'], noon);
		await requests.note(5, 'delete', ['S1'], one);
		await requests.note(Number.MAX_SAFE_INTEGER, 'delete', ['S2'], one);
		await requests.note(5, 'delete', [], one);
		expect(await requests.since(5, noon)).toEqual({
			creating: ['chat.message.sent', 'kicks.gifted'],
			deleting: ['S1']
		});
		expect(await requests.since(5, new Date(noon.getTime() + 1))).toEqual({ creating: [], deleting: ['S1'] });
		await requests.settle(5, ['kicks.gifted', 'S1', 'unknown']);
		expect(await requests.since(5, noon)).toEqual({ creating: ['chat.message.sent'], deleting: ['S1'] });
		expect(await requests.since(7, noon)).toEqual({ creating: [], deleting: [] });
	});

	it('get the time of the last one, and go when they are old', async () => {
		const { subscriptionRequests: requests } = await temporaryDatabase(provider);
		await requests.note(5, 'delete', ['S1', 'S2'], noon);
		await requests.note(5, 'delete', ['S2'], one);
		await requests.prune(one);
		expect(await requests.since(5, new Date(0))).toEqual({ creating: [], deleting: ['S2'] });
	});

	it('are noted by several processes at once', async () => {
		const place = await temporaryPlace(provider);
		const processes = [await openForTest(place), await openForTest(place)];
		const ids = Array.from({ length: 20 }, (_, index) => `S${index}`);
		await Promise.all(
			processes.map(({ subscriptionRequests }, index) =>
				subscriptionRequests.note(5, 'delete', index ? ids : ids.toReversed(), noon)
			)
		);
		expect((await processes[0]!.subscriptionRequests.since(5, noon)).deleting).toEqual(ids.toSorted());
	});
});
