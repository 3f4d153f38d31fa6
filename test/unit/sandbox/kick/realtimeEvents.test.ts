import { describe, expect, it, onTestFinished } from 'vitest';
import { PusherJsListener } from '../../../support/PusherJsListener.js';
import { call, startKick, startReceiver } from './support.js';

const Uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const Time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/;
const uuid = expect.stringMatching(Uuid);
const time = expect.stringMatching(Time);

async function startHearing() {
	const kick = await startKick();
	const streamer = kick.addStreamer('streamerone', { username: 'StreamerOne' });
	const listener = new PusherJsListener(kick.pusherUrl);
	onTestFinished(() => listener.stop());
	await listener.listenTo(`chatrooms.${streamer.chatroomId}.v2`);
	await listener.listenTo(`channel.${streamer.channelId}`);
	const heard = async (name: string) => (await listener.waitFor(({ event }) => event === `App\\Events\\${name}`)).data;
	const said = async (content: string) =>
		(await listener.waitFor(({ data }) => Reflect.get(Object(data), 'content') === content)).data;
	return { kick, streamer, listener, heard, said, token: kick.oauth.issueTokens('streamerone').accessToken };
}

describe('messages on the live socket', () => {
	it('have the shape of recorded frames', async () => {
		const { kick, streamer, said } = await startHearing();
		const ana = kick.viewer('Ana_B');
		ana.account.badges.push({ type: 'subscriber', text: 'Subscriber', count: 3 });
		const { messageId } = await ana.says('hi [emote:37226:KEKW]');
		expect(await said('hi [emote:37226:KEKW]')).toEqual({
			id: messageId,
			chatroom_id: streamer.chatroomId,
			content: 'hi [emote:37226:KEKW]',
			type: 'message',
			created_at: time,
			sender: {
				id: ana.userId,
				username: 'Ana_B',
				slug: 'ana-b',
				identity: { color: '#75FD46', badges: [{ type: 'subscriber', text: 'Subscriber', count: 3 }] }
			},
			metadata: { message_ref: expect.stringMatching(/^\d+$/) }
		});
	});

	it('have the id that the webhook has', async () => {
		const { kick, streamer, said } = await startHearing();
		const receiver = await startReceiver();
		kick.app.webhookUrl = receiver.url;
		kick.subscriptions.create(streamer.userId, 'chat.message.sent', 1);
		await kick.viewer('ana').says('hi');
		const webhook = JSON.parse(String(receiver.received[0]?.body));
		expect(await said('hi')).toMatchObject({ id: webhook.message_id });
	});

	it('name the original message and its author, with a numeric or text id', async () => {
		const { kick, said } = await startHearing();
		const ids: unknown[] = [];
		const [ana, bob] = [kick.viewer('ana'), kick.viewer('bob')];
		for (const { username: name } of [ana, bob]) {
			const { messageId } = await kick.viewer(name).says(`question of ${name}`);
			await kick.viewer('carl').says(`answer to ${name}`, { replyTo: messageId });
			const reply = await said(`answer to ${name}`);
			expect(reply).toMatchObject({
				type: 'reply',
				metadata: {
					original_sender: { username: name },
					original_message: { id: messageId, content: `question of ${name}` }
				}
			});
			ids.push(Object(reply).metadata.original_sender.id);
		}
		expect(ids.map(Number)).toEqual([ana.userId, bob.userId]);
		expect(ids.map((id) => typeof id).sort()).toEqual(['number', 'string']);
	});

	it('come from the API as well, of the bot and of an account, unless that is switched off', async () => {
		const { kick, streamer, said, listener, token } = await startHearing();
		const post = (body: object) => call(kick, 'POST /public/v1/chat', { token, body });
		const sent = await post({ type: 'bot', content: 'by the bot' });
		await post({ type: 'user', content: 'by hand', broadcaster_user_id: streamer.userId });
		const byBot = await said('by the bot');
		expect(byBot).toMatchObject({ id: Object(sent.json.data).message_id, sender: { id: kick.app.bot.userId } });
		expect(byBot).not.toHaveProperty('metadata');
		expect(await said('by hand')).toMatchObject({ sender: { identity: { badges: [{ type: 'broadcaster' }] } } });

		kick.chatRules.echoToSocket = false;
		await post({ type: 'bot', content: 'unheard' });
		await kick.viewer('ana').says('heard');
		await said('heard');
		expect(JSON.stringify(listener.events)).not.toContain('unheard');
	});

	it('arrive when webhooks are off, and do not arrive when only webhooks are sent', async () => {
		const { kick, streamer, said, listener } = await startHearing();
		const receiver = await startReceiver();
		kick.app.webhookUrl = receiver.url;
		kick.subscriptions.create(streamer.userId, 'chat.message.sent', 1);
		kick.webhooks.enabled = false;
		expect((await kick.viewer('ana').says('socket only')).deliveries).toEqual([]);
		await said('socket only');

		kick.webhooks.enabled = true;
		kick.realtime.silence(true);
		expect((await kick.viewer('ana').says('webhook only')).deliveries).toMatchObject([{ status: 200 }]);
		kick.realtime.silence(false);
		await kick.viewer('ana').says('both');
		await said('both');
		expect(JSON.stringify(listener.events)).not.toContain('webhook only');
		expect(receiver.received).toHaveLength(2);
	});

	it('are deleted by the streamer and by the API, once', async () => {
		const { kick, streamer, listener, heard, token } = await startHearing();
		const ids = [await kick.viewer('ana').says('one'), await kick.viewer('ana').says('two')].map(
			({ messageId }) => messageId
		);
		streamer.deletes(ids[0] ?? '');
		streamer.deletes(ids[0] ?? '');
		await call(kick, `DELETE /public/v1/chat/${ids[1]}`, { token });
		streamer.clearsChat();
		expect(await heard('ChatroomClearEvent')).toEqual({ id: uuid });
		const deletions = listener.events.filter(({ event }) => event === 'App\\Events\\MessageDeletedEvent');
		expect(deletions.map(({ data }) => data)).toEqual(
			ids.map((id) => ({ id: uuid, message: { id }, aiModerated: false, violatedRules: [] }))
		);
		expect(kick.chat()).toEqual([]);
	});

	it('can be pinned and unpinned', async () => {
		const { kick, streamer, heard } = await startHearing();
		const { messageId } = await kick.viewer('ana').says('important');
		streamer.pins(messageId);
		streamer.unpins();
		expect(await heard('PinnedMessageCreatedEvent')).toMatchObject({
			message: { id: messageId, content: 'important', sender: { username: 'ana' } },
			duration: '1200',
			pinnedBy: { username: 'StreamerOne' }
		});
		expect(await heard('PinnedMessageDeletedEvent')).toEqual([]);
		expect(() => streamer.pins('nothing')).toThrow('no message nothing');
	});
});

describe('moderation on the live socket', () => {
	it('reports who was banned, for how long, and who was unbanned', async () => {
		const { kick, streamer, listener, heard } = await startHearing();
		const ana = kick.viewer('ana');
		const user = { id: ana.userId, username: 'ana', slug: 'ana' };
		const moderator = { id: 0, username: 'StreamerOne', slug: 'streamerone' };
		await streamer.bans('ana', { minutes: 5 });
		streamer.unbans('ana');
		await ana.says('back');
		expect(await heard('UserBannedEvent')).toEqual({
			id: uuid,
			user,
			banned_by: moderator,
			permanent: false,
			duration: 5,
			expires_at: time
		});
		expect(await heard('UserUnbannedEvent')).toEqual({ id: uuid, user, unbanned_by: moderator, permanent: false });

		await streamer.bans('ana');
		await listener.waitFor(({ data }) => Reflect.get(Object(data), 'permanent') === true);
		expect(listener.events.at(-1)?.data).toEqual({ id: uuid, user, banned_by: moderator, permanent: true });
		expect(() => streamer.unbans('StreamerOne')).toThrow('not banned');
	});

	it('reports the modes of the chat, which apply to the API and show on the website', async () => {
		const { kick, streamer, heard } = await startHearing();
		streamer.setsChatMode({ slowMode: 3600 });
		streamer.setsChatMode({ followersMode: 10, subscribersMode: true, emotesMode: true });
		expect(await heard('ChatroomUpdatedEvent')).toEqual({
			id: streamer.chatroomId,
			slow_mode: { enabled: true, message_interval: 3600 },
			followers_mode: { enabled: false, min_duration: 0 },
			subscribers_mode: { enabled: false },
			emotes_mode: { enabled: false }
		});
		const page = await call(kick, 'GET /api/v2/channels/streamerone');
		expect(page.json.chatroom).toMatchObject({
			slow_mode: true,
			message_interval: 3600,
			followers_mode: true,
			following_min_duration: 10,
			subscribers_mode: true,
			emotes_mode: true
		});

		const bot = kick.addUser('my_bot');
		const token = kick.oauth.issueTokens('my_bot').accessToken;
		const say = async (content: string) => {
			const body = { type: 'user', content, broadcaster_user_id: streamer.userId };
			return (await call(kick, 'POST /public/v1/chat', { token, body })).json.data;
		};
		expect(await say('hi')).toBe('FOLLOWERS_ONLY_ERROR');
		await bot.follows();
		expect(await say('hi')).toBe('SUBSCRIBERS_ONLY_ERROR');
		await bot.subscribes();
		expect(await say('hi')).toBe('EMOTES_ONLY_ERROR');
		expect(await say('[emote:1:a] [emote:2:b]')).toMatchObject({ is_sent: true });
		expect(await say('[emote:1:a]')).toBe('SLOW_MODE_ERROR');
	});
});

describe('events that webhooks report as well', () => {
	it('is on the live socket of the chat', async () => {
		const { kick, streamer, heard } = await startHearing();
		const ana = kick.viewer('ana');
		const chatroom = { chatroom_id: streamer.chatroomId };
		await ana.renews({ months: 7 });
		expect(await heard('SubscriptionEvent')).toEqual({ ...chatroom, username: 'ana', months: 7 });
		await ana.gifts(2, { anonymous: true });
		expect(await heard('GiftedSubscriptionsEvent')).toEqual({
			...chatroom,
			gifted_usernames: ['giftee1', 'giftee2'],
			gifter_username: 'Anonymous',
			gifter_total: 2
		});
		await ana.redeems('Say hi', 'please');
		expect(await heard('RewardRedeemedEvent')).toMatchObject({
			reward_title: 'Say hi',
			user_input: 'please',
			user_id: ana.userId,
			channel_id: streamer.channelId
		});
		await ana.giftsKicks(500, 'w');
		expect(await heard('KicksGifted')).toMatchObject({
			message: 'w',
			sender: { id: ana.userId },
			gift: { amount: 500 }
		});
		kick.addStreamer('guest').hosts('streamerone', { viewers: 42, message: 'hello' });
		expect(await heard('StreamHostEvent')).toEqual({
			...chatroom,
			optional_message: 'hello',
			number_viewers: 42,
			host_username: 'guest'
		});
	});

	it('is on the live socket of the channel', async () => {
		const { kick, streamer, heard, listener } = await startHearing();
		await kick.viewer('ana').follows();
		expect(await heard('FollowersUpdated')).toMatchObject({ followersCount: 1, username: 'ana', followed: true });
		await streamer.goesLive({ title: 'Tuesday' });
		expect(await heard('StreamerIsLive')).toEqual({
			livestream: { id: uuid, channel_id: streamer.channelId, session_title: 'Tuesday', created_at: time }
		});
		await streamer.endsStream();
		expect(await heard('StopStreamBroadcast')).toMatchObject({ livestream: { channel: { id: streamer.channelId } } });
		expect(new Set(listener.events.map(({ channel }) => channel))).toEqual(new Set([`channel.${streamer.channelId}`]));
	});
});
