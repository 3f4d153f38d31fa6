import { describe, expect, it } from 'vitest';
import type { SubscriptionRow } from '../../../src/lib/storage/repositories/SubscriptionRepository.js';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

function subscription(id: string, changes: Partial<SubscriptionRow> = {}): SubscriptionRow {
	return {
		id,
		broadcasterUserId: 123456,
		event: 'chat.message.sent',
		version: 1,
		createdAt: new Date('2026-02-01T10:00:00Z'),
		lastListedAt: null,
		...changes
	};
}

describe.each(databaseProviders)('subscriptions on %s', (provider) => {
	it('are found by id and by channel, oldest first', async () => {
		const { subscriptions } = await temporaryDatabase(provider);
		const young = subscription('a', {
			createdAt: new Date('2026-02-02T10:00:00Z'),
			lastListedAt: new Date('2026-02-03')
		});
		const other = subscription('c', { broadcasterUserId: Number.MAX_SAFE_INTEGER });
		await subscriptions.save([young, subscription('b'), other]);
		expect(await subscriptions.find('a')).toEqual(young);
		expect(await subscriptions.find('unknown')).toBeNull();
		expect(await subscriptions.ofBroadcaster(123456)).toEqual([subscription('b'), young]);
		expect(await subscriptions.list()).toEqual([subscription('b'), young, other]);
	});

	it('are replaced when saved again', async () => {
		const { subscriptions } = await temporaryDatabase(provider);
		await subscriptions.save([subscription('a'), subscription('b')]);
		const listed = subscription('b', { lastListedAt: new Date('2026-02-03'), version: 2, event: 'channel.followed' });
		await subscriptions.save([listed, subscription('c')]);
		expect(await subscriptions.list()).toEqual([subscription('a'), listed, subscription('c')]);
	});

	it('are saved all or not at all', async () => {
		const { subscriptions } = await temporaryDatabase(provider);
		const broken = subscription('b', { createdAt: new Date(Number.NaN) });
		await expect(subscriptions.save([subscription('a'), broken])).rejects.toThrow(Error);
		expect(await subscriptions.list()).toEqual([]);
	});

	it('are deleted by id; unknown ids and empty lists do nothing', async () => {
		const { subscriptions } = await temporaryDatabase(provider);
		await subscriptions.save([subscription('a'), subscription('b'), subscription('c')]);
		await subscriptions.delete(['a', 'c', 'unknown']);
		await subscriptions.delete([]);
		await subscriptions.save([]);
		expect(await subscriptions.list()).toEqual([subscription('b')]);
	});
});
