import { describe, expect, it } from 'vitest';
import { databaseProviders, temporaryDatabase } from '../../support/temporaryDatabase.js';

describe.each(databaseProviders)('leases on %s', (provider) => {
	it('have one holder, who can renew and give them back', async () => {
		const { leases } = await temporaryDatabase(provider);
		expect(await leases.acquire('leader', 'one', 60_000)).toMatchObject({ owner: 'one' });
		expect(await leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'one' });
		expect(await leases.acquire('leader', 'one', 600_000)).toEqual({ owner: 'one', leftMs: 600_000 });
		const { leftMs } = await leases.acquire('leader', 'other', 60_000);
		expect(leftMs).toBeLessThanOrEqual(600_000);
		expect(leftMs).toBeGreaterThan(60_000);
		await leases.release('leader', 'other');
		expect(await leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'one' });
		await leases.release('leader', 'one');
		expect(await leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'other' });
	});

	it('go to another when they have ended', async () => {
		const { leases } = await temporaryDatabase(provider);
		await leases.acquire('leader', 'one', -1);
		expect(await leases.acquire('leader', 'other', 60_000)).toMatchObject({ owner: 'other' });
		expect(await leases.acquire('leader', 'one', 60_000)).toMatchObject({ owner: 'other' });
	});

	it('are won by exactly one of many that try at once', async () => {
		const { leases } = await temporaryDatabase(provider);
		const owners = Array.from({ length: 20 }, (_, index) => `owner ${index}`);
		const holders = await Promise.all(owners.map((owner) => leases.acquire('leader', owner, 60_000)));
		expect(new Set(holders.map(({ owner }) => owner)).size).toBe(1);
	});

	it('of different names do not touch each other', async () => {
		const { leases } = await temporaryDatabase(provider);
		await leases.acquire('shard:0/2', 'one', 60_000);
		expect(await leases.acquire('shard:1/2', 'other', 60_000)).toMatchObject({ owner: 'other' });
	});
});
