import { describe, expect, it } from 'vitest';
import type { SimulatedKick } from '../../../../sandbox/kick/index.js';
import { call, startKick, startReceiver } from './support.js';

async function startWithStreamer() {
	const kick = await startKick();
	const streamer = kick.addStreamer('streamerone');
	return { kick, streamer, token: kick.oauth.issueTokens('streamerone').accessToken };
}

function post(kick: SimulatedKick, token: string, body: object) {
	return call(kick, 'POST /public/v1/chat', { token, body });
}

describe('POST /public/v1/chat', () => {
	it('lets the bot account write in the channel of the token, whatever broadcaster_user_id says', async () => {
		const { kick, token } = await startWithStreamer();
		const other = kick.addStreamer('other');
		const answer = await post(kick, token, { type: 'bot', content: 'hello', broadcaster_user_id: other.userId });

		const message = await kick.waitForChat('streamerone', ({ content }) => content === 'hello');
		expect(answer.json).toEqual({ data: { is_sent: true, message_id: message.id }, message: 'OK' });
		expect(message).toMatchObject({ type: 'bot', replyTo: null, sender: kick.app.bot });
		expect(kick.chat('other')).toEqual([]);
	});

	it('lets an account write as itself in any channel', async () => {
		const { kick, streamer } = await startWithStreamer();
		const bot = kick.addUser('my_bot');
		const token = kick.oauth.issueTokens('my_bot', ['chat:write']).accessToken;
		const answer = await post(kick, token, { type: 'user', content: 'hi', broadcaster_user_id: streamer.userId });
		expect(answer.status).toBe(200);
		expect(kick.chat()).toMatchObject([{ type: 'user', content: 'hi', sender: bot.account }]);
	});

	it('takes users’ tokens with the scope only', async () => {
		const { kick } = await startWithStreamer();
		const form = {
			grant_type: 'client_credentials',
			client_id: kick.app.clientId,
			client_secret: kick.app.clientSecret
		};
		const app = await call(kick, 'POST /oauth/token', { form });
		const weak = kick.oauth.issueTokens('streamerone', ['user:read']).accessToken;
		for (const token of [String(app.json.access_token), weak, 'unknown']) {
			const answer = await post(kick, token, { type: 'bot', content: 'hello' });
			expect([answer.status, answer.json]).toEqual([401, { data: {}, message: 'Unauthorized' }]);
		}
	});

	it.each([
		['no text', { type: 'bot', content: ' ' }, 'content'],
		['no type', { content: 'a' }, 'type'],
		['no channel for a user message', { type: 'user', content: 'a' }, 'broadcaster_user_id'],
		['a channel as text', { type: 'user', content: 'a', broadcaster_user_id: '1' }, 'broadcaster_user_id'],
		['an unknown channel', { type: 'user', content: 'a', broadcaster_user_id: 1 }, 'Channel not found'],
		['501 grapheme clusters', { type: 'bot', content: 'a'.repeat(501) }, 'MESSAGE_TOO_LONG'],
		['2,049 bytes', { type: 'bot', content: `${'😀'.repeat(400)}${'é'.repeat(50)}${'€'.repeat(50)}` }, null],
		['more than 2,048 bytes', { type: 'bot', content: '👨‍👩‍👧‍👦'.repeat(82) }, 'MESSAGE_TOO_LONG'],
		['an unknown reply', { type: 'bot', content: 'a', reply_to_message_id: 'x' }, 'ORIGINAL_MESSAGE_NOT_FOUND_ERROR']
	])('checks the body: %s', async (_, body, refusal) => {
		const { kick, token } = await startWithStreamer();
		const answer = await post(kick, token, body);
		if (refusal === null) expect(answer.status).toBe(200);
		else expect([answer.status, answer.json]).toEqual([400, { data: refusal, message: 'Bad request' }]);
	});

	it('takes 500 clusters of several code points', async () => {
		const { kick, token } = await startWithStreamer();
		expect((await post(kick, token, { type: 'bot', content: 'é'.repeat(500) })).status).toBe(200);
	});

	it('replies to what is there, and not to what was deleted', async () => {
		const { kick, streamer, token } = await startWithStreamer();
		const { messageId } = await kick.viewer('ana').says('question');
		const reply = { type: 'bot', content: 'answer', reply_to_message_id: messageId };
		expect((await post(kick, token, reply)).status).toBe(200);
		expect(kick.chat().at(-1)?.replyTo).toBe(messageId);
		streamer.deletes(messageId);
		expect((await post(kick, token, reply)).json.data).toBe('ORIGINAL_MESSAGE_NOT_FOUND_ERROR');
	});

	it('refuses bot messages as some apps see it, while user messages work', async () => {
		const { kick, streamer, token } = await startWithStreamer();
		const bot = { type: 'bot', content: 'a' };
		kick.app.botCreated = false;
		expect((await post(kick, token, bot)).json).toEqual({ data: 'Channel not found', message: 'Bad request' });
		kick.app.botCreated = true;
		kick.chatRules.botModeStatus = 'channel-not-found';
		expect((await post(kick, token, bot)).status).toBe(400);
		kick.chatRules.botModeStatus = 'error-500';
		expect((await post(kick, token, bot)).status).toBe(500);
		const user = { type: 'user', content: 'a', broadcaster_user_id: streamer.userId };
		expect((await post(kick, token, user)).status).toBe(200);
	});

	it('refuses viewers who are banned, too fast, or no followers', async () => {
		const { kick, streamer, token } = await startWithStreamer();
		const bot = kick.addUser('my_bot');
		const own = kick.oauth.issueTokens('my_bot').accessToken;
		const say = () => post(kick, own, { type: 'user', content: 'a', broadcaster_user_id: streamer.userId });

		kick.chatRules.followersOnly = true;
		expect(await say()).toMatchObject({ status: 500, json: { data: 'FOLLOWERS_ONLY_ERROR' } });
		await bot.follows();
		kick.chatRules.slowMode = 3600;
		expect((await say()).status).toBe(200);
		expect(await say()).toMatchObject({ status: 500, json: { data: 'SLOW_MODE_ERROR' } });
		kick.chatRules.refusal = 'DUPLICATE_MESSAGE_ERROR';
		expect(await say()).toMatchObject({ status: 500, json: { data: 'DUPLICATE_MESSAGE_ERROR' } });
		kick.chatRules.refusal = null;
		await streamer.bans('my_bot', { minutes: 5 });
		expect((await say()).status).toBe(403);
		await expect(bot.says('hello')).rejects.toThrow('banned');
		kick.chatRules.bannedUsers.add(streamer.username);
		expect((await post(kick, token, { type: 'user', content: 'a', broadcaster_user_id: streamer.userId })).status).toBe(
			403
		);
	});

	it('echoes to webhooks only when configured to', async () => {
		const { kick, streamer, token } = await startWithStreamer();
		const receiver = await startReceiver();
		kick.app.webhookUrl = receiver.url;
		kick.subscriptions.create(streamer.userId, 'chat.message.sent', 1);
		await post(kick, token, { type: 'bot', content: 'quiet' });
		kick.chatRules.echoToWebhooks = true;
		kick.app.verified = true;
		const delivered = new Promise<void>((resolve) => {
			kick.onActivity(({ kind }) => kind === 'webhook' && resolve());
		});
		await post(kick, token, { type: 'bot', content: 'loud' });
		await delivered;
		const bodies = receiver.received.map(({ body }) => JSON.parse(body.toString()));
		expect(bodies).toMatchObject([
			{
				content: 'loud',
				sender: { username: kick.app.bot.username, identity: { badges: [{ type: 'bot' }, { type: 'verified' }] } }
			}
		]);
	});
});

describe('DELETE /public/v1/chat/:id', () => {
	it('removes a message once', async () => {
		const { kick, token } = await startWithStreamer();
		const { messageId } = await kick.viewer('ana').says('bad');
		expect((await call(kick, `DELETE /public/v1/chat/${messageId}`, { token })).status).toBe(204);
		expect(kick.chat()).toEqual([]);
		expect((await call(kick, `DELETE /public/v1/chat/${messageId}`, { token })).status).toBe(404);
	});
});

describe('chat', () => {
	it('keeps the last 1,000 messages of each streamer', async () => {
		const { kick } = await startWithStreamer();
		const ana = kick.viewer('ana');
		for (let number = 0; number <= 1000; number++) await ana.says(String(number));
		expect(kick.chat().map(({ content }) => content)).toEqual(
			Array.from({ length: 1000 }, (_, index) => `${index + 1}`)
		);
	});
});

describe('waitForChat', () => {
	it('reports the messages that came instead when the time limit is over', async () => {
		const { kick } = await startWithStreamer();
		await kick.viewer('ana').says('hi');
		await expect(kick.waitForChat('streamerone', () => false, 1)).rejects.toThrow('only: ana: "hi"');
	});
});
