import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Streamer } from '../../../sandbox/kick/index.js';
import { PatienceMs } from '../../support/patience.js';
import { type ServiceProcess, ServiceWorld } from '../../support/ServiceWorld.js';
import { databaseProviders, openForTest } from '../../support/temporaryDatabase.js';

const Refresh = 'POST /oauth/token';
const DeleteSubscriptions = 'DELETE /public/v1/events/subscriptions';

// On PostgreSQL these are two processes; on SQLite they are two connections to one file.
describe.each(databaseProviders)('two processes on %s', (provider) => {
	let world: ServiceWorld;
	let streamer: Streamer;
	let one: ServiceProcess;
	let other: ServiceProcess;

	beforeEach(async () => {
		({ world, streamer, one, other } = await ServiceWorld.startLinked(provider));
	});

	/** The first process renews the token, and Kick's answer is on its way until it is released. */
	async function renewing() {
		world.kick.oauth.expireAccessTokens('user');
		const held = world.hold(Refresh);
		const sent = one.service.send('1', 'hi');
		await held.arrived;
		return { sent, release: held.release };
	}

	it('a renewal does not bring back an account that was unlinked meanwhile, and its new pair is revoked', async () => {
		const { sent, release } = await renewing();
		expect((await other.service.unlink('1')).unwrap().revoked).toBe(true);
		release();
		expect((await sent).unwrapErr().code).toBe('not_linked');
		expect(await world.accounts()).toEqual([]);
		const revoked = new Set(
			world.kick.calls.filter(({ path }) => path === '/oauth/revoke').map(({ query }) => query.get('token'))
		);
		expect(revoked.size).toBe(2);
	});

	it('a renewal does not replace the tokens of a newer link', async () => {
		const { sent, release } = await renewing();
		await world.link(other, '2', streamer);
		const linked = await world.accounts();
		release();
		await sent;
		expect(await world.accounts()).toEqual(linked);
	});

	it('a renewal that Kick refuses does not end a newer link', async () => {
		world.kick.oauth.expireAccessTokens('user');
		world.kick.oauth.killRefreshTokens('ana');
		const held = world.hold(Refresh);
		const sent = one.service.send('1', 'hi');
		await held.arrived;
		await world.link(other, '1', streamer);
		held.release();
		expect((await sent).isOk()).toBe(true);
		expect(await world.accounts()).toMatchObject([{ status: 'active' }]);
	});

	it('an unlink in one server keeps the link that another server makes meanwhile, with its subscriptions', async () => {
		const held = world.hold(DeleteSubscriptions);
		const unlinked = one.service.unlink('1');
		await held.arrived;
		await world.link(other, '2', streamer);
		held.release();
		await unlinked;
		expect(await world.linkedGuilds()).toEqual(['2']);
		expect((await other.service.send('2', 'still here')).isOk()).toBe(true);
		expect(world.subscriptionsOf(streamer)).toBe(10);
	});

	/** Waits for the bot to store which servers it is in, which happens in the background. */
	async function untilDeparted(guildId: string, isDeparted: boolean): Promise<void> {
		await vi.waitFor(async () => {
			const rows = await world.place.query(`SELECT guild_id FROM kick_departures WHERE guild_id = '${guildId}'`);
			expect(rows.length === 1).toBe(isDeparted);
		}, PatienceMs);
	}

	it('a server that is back during the clean-up of departed ones keeps its settings and its link', async () => {
		await world.link(one, '2', world.kick.addStreamer('bo'));
		await world.link(one, '3', world.kick.addStreamer('cy'));
		for (const guildId of ['1', '2', '3']) {
			one.service.guilds?.left(guildId);
			await untilDeparted(guildId, true);
			await world.place.run(
				`UPDATE kick_departures SET departed_at = '2020-01-0${guildId}T00:00:00.000Z' WHERE guild_id = '${guildId}'`
			);
		}
		const held = world.hold(DeleteSubscriptions);
		await one.service.start();
		await held.arrived;
		other.service.guilds?.joined('2');
		await untilDeparted('2', false);
		held.release();
		// The clean-up is ordered by the day of departure: what it does to the last server, it has not done to the one
		// before.
		await vi.waitFor(async () => expect(await world.linkedGuilds()).toEqual(['2']), { timeout: 60_000 });
		expect((await other.service.profile('2')).unwrap()).toMatchObject({ channel: 'bo', account: { username: 'bo' } });
	});
});

/** Points during an unlink at which the process dies. */
const crashes: [string, (world: ServiceWorld, process: ServiceProcess, userId: number) => Promise<unknown>][] = [
	['after the link was deleted', (world) => world.place.run('DELETE FROM kick_links')],
	[
		'after the account was deleted',
		async ({ place }, _process, userId) => {
			await place.run('DELETE FROM kick_links');
			const database = await openForTest(place);
			expect(await database.accounts.release(userId, 'revocation', new Date())).toBe('released');
		}
	],
	[
		'before Kick confirmed anything',
		async ({ kick }, { service }) => {
			kick.faults.always(DeleteSubscriptions, 'serverError');
			kick.faults.always('POST /oauth/revoke', 'serverError');
			expect((await service.unlink('1')).unwrap().revoked).toBe(false);
			kick.faults.clear();
		}
	]
];

describe.each(databaseProviders)('an unlink that was interrupted on %s', (provider) => {
	it.each(crashes)('%s is finished by the next process', async (_name, crash) => {
		const world = await ServiceWorld.start(provider);
		const streamer = world.kick.addStreamer('ana');
		const process = await world.open();
		await world.link(process, '1', streamer);
		await crash(world, process, streamer.userId);

		await world.run();
		const left = async () => [
			await world.accounts(),
			await world.place.query('SELECT * FROM kick_revocations'),
			await world.place.query('SELECT * FROM kick_subscriptions'),
			world.subscriptionsOf(streamer)
		];
		await vi.waitFor(async () => expect(await left()).toEqual([[], [], [], 0]), { timeout: 60_000 });
		expect(world.kick.calls.filter(({ path, status }) => path === '/oauth/revoke' && status === 200)).toHaveLength(1);
	});
});

describe.each(databaseProviders)('after an outage of Kick during an unlink on %s', (provider) => {
	it('a streamer who has linked again keeps the new link, others are revoked', async () => {
		const world = await ServiceWorld.start(provider);
		const streamer = world.kick.addStreamer('ana');
		const process = await world.open();
		await world.link(process, '1', streamer);
		const second = world.kick.addStreamer('bo');
		await world.link(process, '2', second);
		world.kick.faults.always('POST /oauth/revoke', 'serverError');
		await process.service.unlink('1');
		await process.service.unlink('2');
		world.kick.faults.clear();
		await world.link(process, '1', streamer);

		await process.service.start();
		// The oldest entry is processed first.
		const noted = async () =>
			(await world.place.query('SELECT user_id FROM kick_revocations')).map((row) => Number(row.user_id));
		await vi.waitFor(async () => expect(await noted()).toEqual([streamer.userId]), { timeout: 60_000 });
		expect((await process.service.send('1', 'hi')).isOk()).toBe(true);
		const revoked = world.kick.calls.filter(({ path, status }) => path === '/oauth/revoke' && status === 200);
		expect(revoked).toHaveLength(1);
	});
});
