import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Provider } from '../../../src/lib/storage/provider.js';
import { type ServiceProcess, ServiceWorld } from '../../support/ServiceWorld.js';
import { databaseProviders } from '../../support/temporaryDatabase.js';

/** Acts like a disk without room for one more row version: it refuses new tokens and accepts everything else. */
const refuse: Record<Provider, string> = {
	sqlite: `CREATE TRIGGER refuse BEFORE UPDATE OF sealed_access_token ON kick_accounts
		BEGIN SELECT RAISE(ABORT, 'no room'); END`,
	postgresql: `CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$ LANGUAGE plpgsql;
		CREATE TRIGGER refuse BEFORE UPDATE OF sealed_access_token ON kick_accounts
		FOR EACH ROW EXECUTE FUNCTION refuse()`
};
const mend: Record<Provider, string> = {
	sqlite: 'DROP TRIGGER refuse',
	postgresql: 'DROP TRIGGER refuse ON kick_accounts'
};

describe.each(databaseProviders)('a renewed pair that could not be stored on %s', (provider) => {
	let world: ServiceWorld;
	let one: ServiceProcess;
	let other: ServiceProcess;

	beforeEach(async () => {
		({ world, one, other } = await ServiceWorld.startLinked(provider));
		// The old refresh token is invalid after its first use.
		world.kick.oauth.graceSeconds = 0;
		world.kick.oauth.expireAccessTokens('user');
		await world.place.run(refuse[provider]);
		expect((await one.service.send('1', 'hi')).unwrapErr().code).toBe('storage_unavailable');
	});

	it('keeps another process from renewing the old one, and is stored by itself', async () => {
		const rotations = world.kick.oauth.rotations;
		const { code, hint } = (await other.service.send('1', 'hi')).unwrapErr();
		expect(code).toBe('timeout');
		expect(hint).toContain('Try again');
		expect(await world.accounts()).toMatchObject([{ status: 'active' }]);

		await world.place.run(mend[provider]);
		const sent = await vi.waitUntil(
			async () => {
				const result = await other.service.send('1', 'hi');
				return result.isOk() && result;
			},
			{ timeout: 120_000 }
		);
		expect(sent.unwrap().via).toBe('api');
		expect(world.kick.oauth.rotations).toBe(rotations);
		expect(one.log.join('\n')).toContain('Could not store the renewed tokens of ana');
	});

	it('is stored at the stop of its process', async () => {
		await world.place.run(mend[provider]);
		await one.service.stop();
		expect((await other.service.send('1', 'hi')).isOk()).toBe(true);
	});

	it('is lost with a process that stops while the database refuses it, and the log says so', async () => {
		await one.service.stop();
		expect(one.log.at(-1)).toMatch(/Could not store the renewed tokens of ana before the stop.*run \/kick link/);
		await world.place.run(mend[provider]);
		expect((await other.service.send('1', 'hi')).unwrapErr().code).toBe('relink_required');
	});
});
