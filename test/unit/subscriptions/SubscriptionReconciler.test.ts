import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { AppTokens } from '../../../src/lib/accounts/AppTokens.js';
import { KickOAuthClient, KickRestClient, KickWebhookTypes } from '../../../src/lib/kick/index.js';
import type { Database } from '../../../src/lib/storage/types.js';
import { SubscriptionReconciler } from '../../../src/lib/subscriptions/SubscriptionReconciler.js';
import { SimulatedKick, type Streamer } from '../../../src/sandbox/kick/index.js';
import { privateKeyPem } from '../../support/privateKeyPem.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';

let kick: SimulatedKick;
let database: Database;
let streamer: Streamer;
let reconciler: SubscriptionReconciler;

const posts = () =>
	kick.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/subscriptions')).length;
const atKick = () => kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId);

beforeEach(async () => {
	kick = await SimulatedKick.start({ privateKeyPem });
	database = await temporaryDatabase();
	streamer = kick.addStreamer('streamerone');
	const rest = new KickRestClient({ baseUrl: kick.url, retryDelayMs: 10 });
	const oauth = new KickOAuthClient({
		baseUrl: kick.url,
		clientId: kick.app.clientId,
		clientSecret: kick.app.clientSecret,
		redirectUri: 'http://localhost/auth/kick/callback'
	});
	onTestFinished(async () => {
		await Promise.all([rest.close(), oauth.close(), kick.stop()]);
	});
	const appTokens = new AppTokens(oauth);
	reconciler = new SubscriptionReconciler(rest, appTokens, database.subscriptions, kick.app.clientId, KickWebhookTypes);
});

describe('reconciling subscriptions with Kick', () => {
	it('makes all ten in one call, and nothing the next time', async () => {
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

	it('runs once for all who ask at the same time', async () => {
		await Promise.all([1, 2, 3].map(() => reconciler.reconcile(streamer.userId)));
		expect(atKick()).toHaveLength(10);
		expect(posts()).toBe(1);
	});

	it('takes over what Kick lists already, deletes exact duplicates, and makes the rest', async () => {
		for (const event of ['chat.message.sent', 'chat.message.sent', 'channel.followed']) {
			kick.subscriptions.create(streamer.userId, event, 1);
		}
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ created: 8, deleted: 1 });
		expect(new Set(atKick().map(({ event }) => event)).size).toBe(10);
		expect(atKick()).toHaveLength(10);
	});

	it('trusts its memory while the listing lags, and posts nothing twice', async () => {
		kick.subscriptions.listLagMs = Number.POSITIVE_INFINITY;
		await reconciler.reconcile(streamer.userId);
		await reconciler.reconcile(streamer.userId);
		expect(posts()).toBe(1);
	});

	it.each(['serverError', 'html403', 'half', 'cut', 'rateLimited'] as const)(
		'changes nothing when the list ends with %s',
		async (fault) => {
			kick.faults.always('GET /public/v1/events/subscriptions', fault);
			expect((await reconciler.reconcile(streamer.userId)).isErr()).toBe(true);
			expect(posts()).toBe(0);
		}
	);

	it('asks for a new app token when Kick refuses the old one, once', async () => {
		await reconciler.reconcile(streamer.userId);
		kick.oauth.expireAccessTokens('app');
		expect((await reconciler.reconcile(streamer.userId)).isOk()).toBe(true);
	});

	it('reports what Kick refused, without its database text, and makes it the next time', async () => {
		kick.subscriptions.partialError('moderation.banned');
		const { active, failed } = (await reconciler.reconcile(streamer.userId)).unwrap();
		expect(active).toBe(9);
		expect(failed).toEqual([{ event: 'moderation.banned', reason: 'Kick could not make them now.' }]);
		kick.subscriptions.partialError('moderation.banned', null);
		expect((await reconciler.reconcile(streamer.userId)).unwrap()).toMatchObject({ created: 1, failed: [] });
	});

	it('says plainly that the limit of the app is reached', async () => {
		kick.subscriptions.limit = 0;
		const { active, failed } = (await reconciler.reconcile(streamer.userId)).unwrap();
		expect(active).toBe(0);
		expect(failed).toHaveLength(10);
		expect(failed[0]?.reason).toMatch(/limit|no more subscriptions/i);
	});

	it('makes them again after "Enable Webhooks" was switched off and on, when they were not made just now', async () => {
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
		await reconciler.removeAll(streamer.userId);
		expect(atKick()).toEqual([]);
		expect(kick.subscriptions.all.filter((one) => one.broadcasterUserId === other.userId)).toHaveLength(2);
	});
});
