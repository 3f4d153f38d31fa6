import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { call, startKick, startReceiver } from './support.js';

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

async function start(answer?: Parameters<typeof startReceiver>[0]) {
	const receiver = await startReceiver(answer);
	const kick = await startKick({ webhookUrl: receiver.url });
	const streamer = kick.addStreamer('streamerone', { username: 'StreamerOne' });
	const subscribe = (...events: string[]) => {
		for (const event of events) kick.subscriptions.create(streamer.userId, event, 1);
	};
	return { kick, streamer, receiver, subscribe };
}

function isGenuine(publicKeyPem: string, { headers, body }: Receiver['received'][number]): boolean {
	const signed = Buffer.concat([
		Buffer.from(`${headers['kick-event-message-id']}.${headers['kick-event-message-timestamp']}.`),
		body
	]);
	const signature = Buffer.from(String(headers['kick-event-signature']), 'base64');
	return verify('RSA-SHA256', signed, publicKeyPem, signature);
}

const bodiesOf = ({ received }: Receiver) => received.map(({ body }) => JSON.parse(body.toString()));

describe('signed webhooks', () => {
	it('verify with the published key, and no longer after one byte changed', async () => {
		const { kick, receiver, subscribe } = await start();
		subscribe('chat.message.sent');
		await kick.viewer('ana').says('grüß dich 👋 [emote:37226:KEKW]');

		const [received] = receiver.received;
		const published = await call(kick, 'GET /public/v1/public-key');
		expect(published.json).toEqual({ data: { public_key: kick.publicKeyPem }, message: 'OK' });
		expect(createPublicKey(kick.publicKeyPem).asymmetricKeyDetails?.modulusLength).toBe(2048);
		expect(isGenuine(kick.publicKeyPem, received!)).toBe(true);
		received!.body[0]! ^= 1;
		expect(isGenuine(kick.publicKeyPem, received!)).toBe(false);
	});

	it('carry the headers of Kick', async () => {
		const { kick, receiver, subscribe } = await start();
		subscribe('channel.followed');
		const { deliveries } = await kick.viewer('ana').follows();
		expect(receiver.received[0]?.headers).toMatchObject({
			'content-type': 'application/json',
			'kick-event-message-id': deliveries[0]?.messageId,
			'kick-event-subscription-id': kick.subscriptions.all[0]?.id,
			'kick-event-message-timestamp': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			'kick-event-type': 'channel.followed',
			'kick-event-version': '1'
		});
	});

	it('change their key when it is rotated', async () => {
		const { kick, receiver } = await start();
		const before = kick.publicKeyPem;
		await kick.rotateKey();
		await kick.deliver({ event: 'x', body: {} });
		expect(isGenuine(kick.publicKeyPem, receiver.received[0]!)).toBe(true);
		expect(isGenuine(before, receiver.received[0]!)).toBe(false);
	});
});

describe('what viewers do', () => {
	it('becomes a chat message with reply, emotes and badges', async () => {
		const { kick, streamer, receiver, subscribe } = await start();
		subscribe('chat.message.sent');
		const ana = kick.viewer('Ana_B');
		ana.account.badges.push({ type: 'subscriber', text: 'Subscriber', count: 3 });
		const pictureOf = ({ userId }: { userId: number }) =>
			`${kick.url}/images/user/${userId}/profile_image/picture.webp`;
		const question = await ana.says('gg [emote:37226:KEKW] wp');
		const answer = await kick.viewer('streamerone').says('thanks', { replyTo: question.messageId });

		expect(bodiesOf(receiver)).toEqual([
			{
				message_id: question.messageId,
				replies_to: null,
				broadcaster: {
					is_anonymous: false,
					user_id: streamer.userId,
					username: 'StreamerOne',
					is_verified: false,
					profile_picture: pictureOf(streamer),
					channel_slug: 'streamerone',
					identity: null
				},
				sender: {
					is_anonymous: false,
					user_id: ana.userId,
					username: 'Ana_B',
					is_verified: false,
					profile_picture: pictureOf(ana),
					channel_slug: 'ana-b',
					identity: {
						username_color: '#75FD46',
						badges: [{ type: 'subscriber', text: 'Subscriber', count: 3 }]
					}
				},
				content: 'gg [emote:37226:KEKW] wp',
				emotes: [{ emote_id: '37226', positions: [{ s: 3, e: 20 }] }],
				created_at: expect.any(String)
			},
			expect.objectContaining({
				message_id: answer.messageId,
				replies_to: {
					message_id: question.messageId,
					content: 'gg [emote:37226:KEKW] wp',
					sender: expect.objectContaining({ username: 'Ana_B', identity: null })
				}
			})
		]);
	});

	it('becomes the event of each kind', async () => {
		const { kick, receiver, subscribe } = await start();
		const ana = kick.viewer('ana');
		subscribe('channel.followed', 'channel.subscription.new', 'channel.subscription.renewal');
		subscribe('channel.subscription.gifts', 'channel.reward.redemption.updated', 'kicks.gifted');
		await ana.follows();
		await ana.subscribes();
		await ana.renews({ months: 4 });
		await ana.gifts(2);
		await ana.gifts(1, { anonymous: true });
		await ana.redeems('Say hi', 'hello');
		await ana.giftsKicks(500, 'w');

		const who = expect.objectContaining({ user_id: ana.userId });
		const dates = { created_at: expect.any(String), expires_at: expect.any(String) };
		expect(receiver.received.map(({ headers }) => headers['kick-event-type'])).toEqual([
			'channel.followed',
			'channel.subscription.new',
			'channel.subscription.renewal',
			'channel.subscription.gifts',
			'channel.subscription.gifts',
			'channel.reward.redemption.updated',
			'kicks.gifted'
		]);
		expect(bodiesOf(receiver)).toMatchObject([
			{ follower: who },
			{ subscriber: who, duration: 1, ...dates },
			{ subscriber: who, duration: 4, ...dates },
			{ gifter: who, giftees: [{ username: 'giftee1' }, { username: 'giftee2' }], ...dates },
			{ gifter: { is_anonymous: true, user_id: null, username: null }, giftees: [{ username: 'giftee1' }] },
			{ redeemer: who, reward: { title: 'Say hi', cost: 100 }, user_input: 'hello', status: 'pending' },
			{ sender: who, gift: { amount: 500, message: 'w' } }
		]);
		expect(bodiesOf(receiver)[6].sender).not.toHaveProperty('is_anonymous');
	});

	it('is refused where a reply has no message', async () => {
		const { kick } = await start();
		await expect(kick.viewer('ana').says('hi', { replyTo: 'x' })).rejects.toThrow('no message x');
	});
});

describe('what streamers do', () => {
	it('becomes the event of each kind', async () => {
		const { kick, streamer, receiver, subscribe } = await start();
		subscribe('livestream.status.updated', 'livestream.metadata.updated', 'moderation.banned');
		const ana = kick.viewer('ana');
		await streamer.goesLive({ title: 'Tuesday build' });
		await streamer.changesTitle('Wednesday');
		await streamer.endsStream();
		await streamer.bans('ana', { reason: 'spam', minutes: 10 });
		await streamer.bans('ana');

		expect(bodiesOf(receiver)).toMatchObject([
			{ is_live: true, title: 'Tuesday build', started_at: expect.any(String), ended_at: null },
			{ metadata: { title: 'Wednesday', language: 'en', has_mature_content: false, category: { id: 15 } } },
			{ is_live: false, started_at: expect.any(String), ended_at: expect.any(String) },
			{
				moderator: { user_id: streamer.userId },
				banned_user: { user_id: ana.userId },
				metadata: { reason: 'spam', expires_at: expect.any(String) }
			},
			{ metadata: { expires_at: null } }
		]);
	});

	it('does not end the webhooks when the app is disconnected', async () => {
		const { kick, streamer, subscribe } = await start();
		subscribe('chat.message.sent');
		streamer.disconnectsApp();
		expect((await kick.viewer('ana').says('still here')).deliveries).toMatchObject([{ status: 200 }]);
	});
});

describe('delivery', () => {
	it('happens once for each subscription, with other header ids and the same message', async () => {
		const { kick, receiver, subscribe } = await start();
		subscribe('chat.message.sent', 'chat.message.sent');
		const { messageId, deliveries } = await kick.viewer('ana').says('hi');
		expect(new Set(deliveries.map((delivery) => delivery.messageId)).size).toBe(2);
		expect(bodiesOf(receiver).map((body) => body.message_id)).toEqual([messageId, messageId]);
	});

	it('is retried with the same id until the answer is 200', async () => {
		let requests = 0;
		const { kick, receiver, subscribe } = await start((response) => {
			requests += 1;
			response.writeHead(requests < 3 ? 503 : 200).end('done');
		});
		kick.webhooks.retryPauseMs = 0;
		subscribe('channel.followed');
		const { deliveries } = await kick.viewer('ana').follows();
		expect(deliveries).toMatchObject([{ status: 200, body: 'done', attempts: 3, error: null }]);
		expect(new Set(receiver.received.map(({ headers }) => headers['kick-event-message-id'])).size).toBe(1);
	});

	it('stops after the last attempt, even if each one timed out', async () => {
		const { kick, subscribe } = await start(() => undefined);
		subscribe('channel.followed');
		kick.webhooks.timeoutMs = 20;
		kick.webhooks.maxAttempts = 2;
		kick.webhooks.retryPauseMs = 0;
		const { deliveries } = await kick.viewer('ana').follows();
		expect(deliveries).toMatchObject([
			{ status: null, attempts: 2, error: expect.stringContaining('no answer in 20 ms') }
		]);
	});

	it('reports that the app has no webhook URL', async () => {
		const { kick, subscribe } = await start();
		subscribe('channel.followed');
		kick.app.webhookUrl = null;
		const { deliveries } = await kick.viewer('ana').follows();
		expect(deliveries).toMatchObject([{ status: null, attempts: 0, error: 'The app has no webhook URL' }]);
	});

	it('can lose events, and stops with webhooks switched off', async () => {
		const { kick, receiver, subscribe } = await start();
		subscribe('chat.message.sent');
		kick.webhooks.loses = (_, body) => JSON.stringify(body).includes('blocked');
		await kick.viewer('ana').says('a blocked word');
		await kick.viewer('ana').says('a good word');
		kick.app.webhooksEnabled = false;
		await kick.viewer('ana').says('too late');
		expect(bodiesOf(receiver)).toMatchObject([{ content: 'a good word' }]);
	});

	it('can have the bodies that were really observed', async () => {
		const { kick, receiver, subscribe } = await start();
		subscribe('chat.message.sent');
		kick.webhooks.bodies = 'observed';
		await kick.viewer('ana').says('hi');
		const [body] = bodiesOf(receiver);
		expect(body.broadcaster).not.toHaveProperty('identity');
		expect(body.broadcaster.is_verified).toBeNull();
		expect(body.sender.identity.badges).toEqual([]);
	});
});

describe('deliver', () => {
	it('sends any body byte for byte, properly signed, with any id and time', async () => {
		const { kick, receiver } = await start();
		const body = Buffer.from([0x7b, 0xff, 0x00]);
		const delivery = await kick.deliver({
			event: 'unknown.event',
			version: 7,
			body,
			messageId: 'same',
			subscriptionId: 'sub',
			timestamp: '2020-01-01T00:00:00+11:00'
		});
		const [received] = receiver.received;
		expect(delivery).toMatchObject({ status: 200, attempts: 1, messageId: 'same' });
		expect(received?.body).toEqual(body);
		expect(received?.headers).toMatchObject({
			'kick-event-message-timestamp': '2020-01-01T00:00:00+11:00',
			'kick-event-subscription-id': 'sub',
			'kick-event-version': '7'
		});
		expect(isGenuine(kick.publicKeyPem, received!)).toBe(true);
	});

	it('forges on demand: another key, another header, no header', async () => {
		const { kick, receiver } = await start();
		const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
		await kick.deliver({ event: 'x', body: '{}', signWith: privateKey });
		await kick.deliver({ event: 'x', body: '{}', headers: { 'kick-event-message-id': 'other' } });
		await kick.deliver({ event: 'x', body: '{}', headers: { 'Kick-Event-Signature': null } });
		const [otherKey, otherId, unsigned] = receiver.received;
		expect(isGenuine(kick.publicKeyPem, otherKey!)).toBe(false);
		expect(otherId?.headers['kick-event-message-id']).toBe('other');
		expect(isGenuine(kick.publicKeyPem, otherId!)).toBe(false);
		expect(unsigned?.headers).not.toHaveProperty('kick-event-signature');
	});

	it('leaves the sending to the caller', async () => {
		const { kick, receiver } = await start();
		const { headers, body, messageId } = kick.sign({ event: 'chat.message.sent', body: '{}' });
		await fetch(receiver.url, { method: 'POST', headers, body: new Uint8Array(body) });
		expect(receiver.received[0]?.headers['kick-event-message-id']).toBe(messageId);
		expect(isGenuine(kick.publicKeyPem, receiver.received[0]!)).toBe(true);
	});

	it('reports that no server listens', async () => {
		const { kick } = await start();
		const delivery = await kick.deliver({ event: 'x', body: {}, url: 'http://127.0.0.1:1/' });
		expect(delivery).toMatchObject({ status: null, error: expect.stringContaining('ECONNREFUSED') });
	});
});
