import { describe, expect, it } from 'vitest';
import type { SimulatedKick } from '../../../../sandbox/kick/index.js';
import { call, startKick, tokenForm } from './support.js';

const Path = '/public/v1/events/subscriptions';
const Chat = 'chat.message.sent';

async function start() {
	const kick = await startKick();
	const streamer = kick.addStreamer('streamerone');
	const form = tokenForm(kick, { grant_type: 'client_credentials' });
	const app = String((await call(kick, 'POST /oauth/token', { form })).json.access_token);
	const user = kick.oauth.issueTokens('streamerone').accessToken;
	return { kick, streamer, app, user };
}

function subscribe(kick: SimulatedKick, token: string, names: string[], extra: object = {}) {
	const events = names.map((name) => ({ name, version: 1 }));
	return call(kick, `POST ${Path}`, { token, body: { method: 'webhook', events, ...extra } });
}

async function listedEvents(kick: SimulatedKick, token: string) {
	const answer = await call(kick, `GET ${Path}`, { token });
	return (answer.json.data as { event: string }[]).map(({ event }) => event);
}

describe('subscriptions', () => {
	it('are made for the channel of a user token, listed in full, and deleted', async () => {
		const { kick, streamer, user } = await start();
		const made = await subscribe(kick, user, [Chat]);
		const [subscription] = kick.subscriptions.all;
		const id = subscription?.id ?? '';
		expect(made.json).toEqual({ data: [{ name: Chat, version: 1, subscription_id: id }], message: 'OK' });

		const listed = await call(kick, `GET ${Path}?broadcaster_user_id=${streamer.userId}`, { token: user });
		expect(listed.json.data).toEqual([
			{
				id,
				app_id: kick.app.clientId,
				broadcaster_user_id: streamer.userId,
				event: Chat,
				version: 1,
				method: 'webhook',
				created_at: expect.any(String),
				updated_at: expect.any(String)
			}
		]);
		expect((await call(kick, `DELETE ${Path}?id=${id}`, { token: user })).status).toBe(204);
		expect(kick.subscriptions.all).toEqual([]);
		expect((await call(kick, `DELETE ${Path}`, { token: user })).status).toBe(400);
	});

	it('are made for any channel by an app token, which has to name it', async () => {
		const { kick, streamer, app, user } = await start();
		expect((await subscribe(kick, app, [Chat])).json.data).toBe('broadcaster_user_id is required for app tokens');
		const made = await subscribe(kick, app, [Chat], { broadcaster_user_id: streamer.userId });
		expect(made.status).toBe(200);
		expect(await listedEvents(kick, user)).toEqual([Chat]);
	});

	it('of others are out of reach for a user token', async () => {
		const { kick, app, user } = await start();
		const other = kick.addStreamer('other');
		await subscribe(kick, app, [Chat], { broadcaster_user_id: other.userId });
		expect(await listedEvents(kick, user)).toEqual([]);
		await call(kick, `DELETE ${Path}?id=${kick.subscriptions.all[0]?.id}`, { token: user });
		expect(kick.subscriptions.all).toHaveLength(1);
	});

	it('exist twice when made twice', async () => {
		const { kick, user } = await start();
		await subscribe(kick, user, [Chat]);
		await subscribe(kick, user, [Chat]);
		expect(await listedEvents(kick, user)).toEqual([Chat, Chat]);
	});

	it('fail one by one inside a 200', async () => {
		const { kick, user } = await start();
		kick.subscriptions.partialError('moderation.banned');
		const answer = await subscribe(kick, user, [Chat, 'moderation.banned', 'unknown.event']);
		expect(answer.status).toBe(200);
		expect(answer.json.data).toEqual([
			{ name: Chat, version: 1, subscription_id: expect.any(String) },
			{ name: 'moderation.banned', version: 1, error: expect.stringContaining('DynamoDB') },
			{ name: 'unknown.event', version: 1, error: expect.any(String) }
		]);
		kick.subscriptions.partialError('moderation.banned', null);
		await subscribe(kick, user, ['moderation.banned']);
		expect(kick.subscriptions.all).toHaveLength(2);
	});

	it('have a limit for each event', async () => {
		const { kick, user } = await start();
		kick.subscriptions.limit = 1;
		await subscribe(kick, user, [Chat]);
		const answer = await subscribe(kick, user, ['channel.followed', Chat]);
		expect([answer.status, answer.json]).toEqual([
			400,
			{ data: 'event subscription limit reached', message: 'Bad request' }
		]);
		expect(await listedEvents(kick, user)).toEqual([Chat]);
	});

	it('of chat are 1,000 until the app is verified', async () => {
		const { kick, streamer, user } = await start();
		for (let made = 0; made < 1000; made++) kick.subscriptions.create(streamer.userId, Chat, 1);
		expect((await subscribe(kick, user, [Chat])).status).toBe(400);
		kick.app.verified = true;
		expect((await subscribe(kick, user, [Chat])).status).toBe(200);
	});

	it('may be missing from listings, or in them though deleted', async () => {
		const { kick, user } = await start();
		await subscribe(kick, user, [Chat, 'channel.followed', 'kicks.gifted']);
		kick.subscriptions.neverListed.add('kicks.gifted');
		kick.subscriptions.listHides = ({ event }) => event === Chat;
		expect(await listedEvents(kick, user)).toEqual(['channel.followed']);

		kick.subscriptions.listHides = () => false;
		kick.subscriptions.neverListed.clear();
		kick.subscriptions.unsubscribeAll();
		kick.subscriptions.listLagMs = Number.POSITIVE_INFINITY;
		await subscribe(kick, user, ['moderation.banned']);
		expect(await listedEvents(kick, user)).toEqual([]);
		kick.subscriptions.listLagMs = 0;
		expect(await listedEvents(kick, user)).toEqual(['moderation.banned']);
	});

	it('are removed when webhooks are turned off or fail for long', async () => {
		const { kick, user } = await start();
		await subscribe(kick, user, [Chat, 'channel.followed']);
		kick.subscriptions.removeAfterFailures(Chat);
		expect(await listedEvents(kick, user)).toEqual(['channel.followed']);
		kick.app.webhooksEnabled = false;
		kick.app.webhooksEnabled = true;
		expect(await listedEvents(kick, user)).toEqual([]);
	});

	it.each([
		['another method', { method: 'socket' }],
		['no events', { events: [] }],
		['an event without version', { events: [{ name: Chat }] }]
	])('refuse %s', async (_, extra) => {
		const { kick, user } = await start();
		expect((await subscribe(kick, user, [Chat], extra)).status).toBe(400);
	});
});
