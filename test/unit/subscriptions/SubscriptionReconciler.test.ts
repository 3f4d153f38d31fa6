import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SimulatedKick, type Streamer } from '../../../sandbox/kick/index.js';
import type { Database } from '../../../src/lib/storage/types.js';
import type { SubscriptionReconciler } from '../../../src/lib/subscriptions/SubscriptionReconciler.js';
import { lagBehind } from '../../support/lagBehind.js';
import { privateKeyPem } from '../../support/privateKeyPem.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';
import { createReconciler } from './support/createReconciler.js';
import { link } from './support/link.js';

const Subscriptions = '/public/v1/events/subscriptions';

let kick: SimulatedKick;
let database: Database;
let streamer: Streamer;
let reconciler: SubscriptionReconciler;

const posts = () => kick.calls.filter(({ method, path }) => method === 'POST' && path === Subscriptions).length;
const atKick = () => kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId);

beforeEach(async () => {
	kick = await SimulatedKick.start({ privateKeyPem });
	database = await temporaryDatabase();
	streamer = kick.addStreamer('streamerone');
	await link(database, streamer.userId);
	const { clientId, clientSecret } = kick.app;
	const created = createReconciler(database, { url: kick.url, clientId, clientSecret });
	reconciler = created.reconciler;
	onTestFinished(async () => {
		await created.close();
		await kick.stop();
	});
});

describe('reconciling subscriptions with Kick', () => {
	it('creates all ten in one call, and nothing the next time', async () => {
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toEqual({
			wanted: 10,
			active: 10,
			created: 10,
			deleted: 0,
			failed: []
		});
		await reconciler.reconcile(streamer.userId);
		expect(atKick()).toHaveLength(10);
		expect(posts()).toBe(1);
	});

	it('runs once for simultaneous callers', async () => {
		await Promise.all([1, 2, 3].map(() => reconciler.reconcile(streamer.userId)));
		expect(atKick()).toHaveLength(10);
		expect(posts()).toBe(1);
	});

	it('uses what Kick lists already, deletes exact duplicates, and creates the rest', async () => {
		for (const event of ['chat.message.sent', 'chat.message.sent', 'channel.followed']) {
			kick.subscriptions.create(streamer.userId, event, 1);
		}
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ created: 8, deleted: 1 });
		expect(new Set(atKick().map(({ event }) => event)).size).toBe(10);
		expect(atKick()).toHaveLength(10);
	});

	it('trusts its records while the listing lags, and creates nothing twice', async () => {
		kick.subscriptions.listLagMs = Number.POSITIVE_INFINITY;
		await reconciler.reconcile(streamer.userId);
		await reconciler.reconcile(streamer.userId);
		expect(posts()).toBe(1);
	});

	it.each(['serverError', 'html403', 'half', 'cut', 'rateLimited'] as const)(
		'changes nothing when the list fails with %s',
		async (fault) => {
			kick.faults.always('GET /public/v1/events/subscriptions', fault);
			expect((await reconciler.reconcile(streamer.userId)).isErr()).toBe(true);
			expect(posts()).toBe(0);
		}
	);

	it('requests a new app token when Kick refuses the old one, once', async () => {
		await reconciler.reconcile(streamer.userId);
		kick.oauth.expireAccessTokens('app');
		expect((await reconciler.reconcile(streamer.userId)).isOk()).toBe(true);
	});

	it('reports what Kick refused, without its database error, and creates it the next time', async () => {
		kick.subscriptions.partialError('moderation.banned');
		const { active, failed } = (await reconciler.reconcile(streamer.userId)).unwrap();
		expect(active).toBe(9);
		expect(failed).toEqual([{ event: 'moderation.banned', reason: 'Kick could not create them.' }]);
		kick.subscriptions.partialError('moderation.banned', null);
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ created: 1, failed: [] });
	});

	it('says clearly that the limit of the app is reached', async () => {
		kick.subscriptions.limit = 0;
		const { active, failed } = (await reconciler.reconcile(streamer.userId)).unwrap();
		expect(active).toBe(0);
		expect(failed).toHaveLength(10);
		expect(failed[0]?.reason).toMatch(/limit|no more subscriptions/i);
	});

	it('creates them again after "Enable Webhooks" was switched off and on, unless they were just created', async () => {
		await reconciler.reconcile(streamer.userId);
		await reconciler.reconcile(streamer.userId);
		kick.subscriptions.unsubscribeAll();
		const createdAt = new Date(Date.now() - 11 * 60_000);
		const rows = await database.subscriptions.ofBroadcaster(streamer.userId);
		await database.subscriptions.save(rows.map((row) => ({ ...row, createdAt })));
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ created: 10 });
		expect(atKick()).toHaveLength(10);
	});

	it('never touches the subscriptions of another channel', async () => {
		const other = kick.addStreamer('streamertwo');
		kick.subscriptions.create(other.userId, 'chat.message.sent', 1);
		kick.subscriptions.create(other.userId, 'chat.message.sent', 1);
		await reconciler.reconcile(streamer.userId);
		await database.links.delete('1');
		await reconciler.removeAll(streamer.userId);
		expect(atKick()).toEqual([]);
		expect(kick.subscriptions.all.filter((one) => one.broadcasterUserId === other.userId)).toHaveLength(2);
	});

	it('creates all again after an unlink and a new link, while the list still shows the deleted ones', async () => {
		await reconciler.reconcile(streamer.userId);
		lagBehind(kick);
		await database.links.delete('1');
		expect((await reconciler.removeAll(streamer.userId)).unwrap()).toBe(10);
		expect(kick.subscriptions.listed()).toHaveLength(10);
		await link(database, streamer.userId);
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ active: 10, created: 10 });
		expect(atKick()).toHaveLength(10);
	});

	it('removes nothing of a channel that was linked again meanwhile', async () => {
		await reconciler.reconcile(streamer.userId);
		expect((await reconciler.removeAll(streamer.userId)).unwrap()).toBe(0);
		expect(atKick()).toHaveLength(10);
	});

	it('trusts the list again when its lag is over', async () => {
		await reconciler.reconcile(streamer.userId);
		lagBehind(kick);
		await database.links.delete('1');
		await reconciler.removeAll(streamer.userId);
		const deleted = kick.subscriptions.listed().map(({ id }) => id);
		await link(database, streamer.userId);
		await database.subscriptionRequests.note(streamer.userId, 'delete', deleted, new Date(Date.now() - 11 * 60_000));
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ created: 0 });
	});

	it('creates nothing for a channel that was unlinked meanwhile', async () => {
		await database.links.delete('1');
		expect((await reconciler.reconcile(streamer.userId)).unwrapErr().code).toBe('not_linked');
		expect(atKick()).toEqual([]);
	});

	it('deletes later what it could not delete, which does not count until then', async () => {
		await reconciler.reconcile(streamer.userId);
		await database.links.delete('1');
		kick.faults.next(`DELETE ${Subscriptions}`, { fault: 'cut', applied: true });
		expect((await reconciler.removeAll(streamer.userId)).isErr()).toBe(true);
		await link(database, streamer.userId);
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ active: 10, created: 10 });
		expect(atKick()).toHaveLength(10);
	});

	it('does not create them a second time while it is unknown whether Kick has created them', async () => {
		kick.subscriptions.listLagMs = Number.POSITIVE_INFINITY;
		kick.faults.next(`POST ${Subscriptions}`, { fault: 'cut', applied: true });
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ active: 0, created: 0 });
		const { active, failed } = (await reconciler.reconcile(streamer.userId)).unwrap();
		expect(active).toBe(0);
		expect(failed[0]?.reason).toMatch(/^Kick has not confirmed them yet/);
		expect([posts(), atKick().length]).toEqual([1, 10]);

		kick.subscriptions.listLagMs = 0;
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ active: 10, created: 0 });
		expect(atKick()).toHaveLength(10);
	});

	it('creates them again if Kick has not, after its list had the time to show them', async () => {
		kick.faults.next(`POST ${Subscriptions}`, 'cut');
		await reconciler.reconcile(streamer.userId);
		const elevenMinutesAgo = new Date(Date.now() - 11 * 60_000);
		const { creating } = await database.subscriptionRequests.since(streamer.userId, new Date(0));
		await database.subscriptionRequests.note(streamer.userId, 'create', creating, elevenMinutesAgo);
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ active: 10, created: 10 });
		expect(atKick()).toHaveLength(10);
	});

	it('runs an unlink and a new link in the same process one after the other', async () => {
		await reconciler.reconcile(streamer.userId);
		await database.links.delete('1');
		const removed = reconciler.removeAll(streamer.userId);
		const again = link(database, streamer.userId).then(() => reconciler.reconcile(streamer.userId));
		await removed;
		expect((await again).unwrap()).toMatchObject({ active: 10, failed: [] });
		expect(atKick()).toHaveLength(10);
		expect(new Set(atKick().map(({ event }) => event)).size).toBe(10);
	});
});
