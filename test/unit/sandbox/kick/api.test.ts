import { describe, expect, it } from 'vitest';
import { call, startKick, tokenForm } from './support.js';

async function startWithTokens() {
	const kick = await startKick();
	const streamer = kick.addStreamer('streamerone', { username: 'StreamerOne', live: true });
	const form = tokenForm(kick, { grant_type: 'client_credentials' });
	const app = String((await call(kick, 'POST /oauth/token', { form })).json.access_token);
	const user = kick.oauth.issueTokens('streamerone', ['user:read', 'channel:read']).accessToken;
	return { kick, streamer, app, user };
}

describe('accounts', () => {
	it('have three different ids', async () => {
		const { streamer } = await startWithTokens();
		expect(new Set([streamer.userId, streamer.channelId, streamer.chatroomId]).size).toBe(3);
	});

	it('are found by username and slug in any case, and made once', async () => {
		const { kick, streamer } = await startWithTokens();
		expect(kick.streamer('STREAMERONE').userId).toBe(streamer.userId);
		expect(kick.viewer('Ana_B').slug).toBe('ana-b');
		expect(kick.viewer('ana_b').userId).toBe(kick.viewer('Ana_B').userId);
		expect(() => kick.addStreamer('streamerone')).toThrow('already');
		expect(() => kick.streamer('unknown')).toThrow("No account on the simulated Kick is called 'unknown'");
	});

	it('must be named where several streamers are', async () => {
		const { kick } = await startWithTokens();
		kick.addStreamer('other');
		await expect(kick.viewer('ana').says('hi')).rejects.toThrow('which of 2 streamers');
		await expect(kick.viewer('ana').says('hi', { in: 'other' })).resolves.toMatchObject({ deliveries: [] });
	});
});

describe('GET /public/v1/users', () => {
	it('shows oneself with the address, others without', async () => {
		const { kick, streamer, user, app } = await startWithTokens();
		const ana = kick.viewer('ana');
		const self = await call(kick, 'GET /public/v1/users', { token: user });
		expect(self.json.data).toMatchObject([{ name: 'StreamerOne', email: 'streamerone@example.org' }]);
		const both = await call(kick, `GET /public/v1/users?id=${streamer.userId}&id=${ana.userId}`, { token: app });
		expect(both.json.data).toMatchObject([
			{ user_id: streamer.userId, email: '' },
			{ user_id: ana.userId, email: '' }
		]);
	});

	it('needs an id with an app token, and a number', async () => {
		const { kick, app } = await startWithTokens();
		expect((await call(kick, 'GET /public/v1/users', { token: app })).status).toBe(401);
		expect((await call(kick, 'GET /public/v1/users?id=x', { token: app })).status).toBe(400);
		expect((await call(kick, 'GET /public/v1/users')).status).toBe(401);
	});

	it('answers 403 to a token without the scope', async () => {
		const { kick } = await startWithTokens();
		const token = kick.oauth.issueTokens('streamerone', ['chat:write']).accessToken;
		expect((await call(kick, 'GET /public/v1/users', { token })).status).toBe(403);
	});
});

describe('GET /public/v1/channels', () => {
	it('shows channels by slug, by user id, and one’s own, without channel id and chatroom id', async () => {
		const { kick, streamer, user, app } = await startWithTokens();
		const own = await call(kick, 'GET /public/v1/channels', { token: user });
		const bySlug = await call(kick, 'GET /public/v1/channels?slug=streamerone', { token: app });
		const byId = await call(kick, `GET /public/v1/channels?broadcaster_user_id=${streamer.userId}`, { token: app });
		expect(own.json.data).toMatchObject([{ slug: 'streamerone', stream: { is_live: true } }]);
		expect(bySlug.json).toEqual(own.json);
		expect(byId.json).toEqual(own.json);
		expect(own.text).not.toContain(String(streamer.channelId));
		expect(own.text).not.toContain(String(streamer.chatroomId));
	});

	it('answers an unknown slug with an empty list', async () => {
		const { kick, app } = await startWithTokens();
		const answer = await call(kick, 'GET /public/v1/channels?slug=unknown', { token: app });
		expect([answer.status, answer.json.data]).toEqual([200, []]);
	});

	it.each([
		['no filter', '', 'broadcaster_user_id is required for app tokens'],
		['both filters', '?slug=a&broadcaster_user_id=1', 'broadcaster_user_id and slug cannot be used together'],
		['more than 50', `?${'slug=a&'.repeat(51)}`, 'at most 50 channels'],
		['a slug of 26 characters', `?slug=${'a'.repeat(26)}`, 'slug: at most 25 characters']
	])('refuses %s from an app token', async (_, query, data) => {
		const { kick, app } = await startWithTokens();
		const answer = await call(kick, `GET /public/v1/channels${query}`, { token: app });
		expect([answer.status, answer.json]).toEqual([400, { data, message: 'Bad request' }]);
	});

	it('gives an offline stream the zero start time', async () => {
		const { kick, streamer, user } = await startWithTokens();
		await streamer.endsStream();
		const answer = await call(kick, 'GET /public/v1/channels', { token: user });
		expect(answer.json.data).toMatchObject([{ stream: { is_live: false, start_time: '0001-01-01T00:00:00Z' } }]);
	});
});

describe('livestreams', () => {
	it('lists which of the requested channels are live', async () => {
		const { kick, streamer, app } = await startWithTokens();
		const offline = kick.addStreamer('offline');
		const query = `user_id=${streamer.userId}&user_id=${offline.userId}`;
		const asked = await call(kick, `GET /public/v1/users/livestreams?${query}`, { token: app });
		expect(asked.json.data).toMatchObject([{ channel: { slug: 'streamerone' } }]);
		const all = await call(kick, 'GET /public/v2/livestreams', { token: app });
		expect(all.json).toMatchObject({ data: asked.json.data, pagination: { next_cursor: '' } });
	});
});

describe('GET /api/v2/channels/:slug', () => {
	it('gives all three ids', async () => {
		const { kick, streamer } = await startWithTokens();
		const answer = await call(kick, 'GET /api/v2/channels/streamerone');
		expect(answer.json).toMatchObject({
			id: streamer.channelId,
			user_id: streamer.userId,
			chatroom: { id: streamer.chatroomId, channel_id: streamer.channelId }
		});
		expect((await call(kick, 'GET /api/v2/channels/nobody')).status).toBe(404);
	});

	it.each([
		['blocked-html', 403, 'Checking your browser'],
		['blocked-json', 403, 'Request blocked by security policy.'],
		['missing', 404, 'Not found']
	] as const)('answers as %s', async (mode, status, text) => {
		const { kick } = await startWithTokens();
		kick.website.mode = mode;
		const answer = await call(kick, 'GET /api/v2/channels/streamerone');
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(text);
	});
});

describe('unknown paths', () => {
	it('are 404, in JSON within the API', async () => {
		const { kick } = await startWithTokens();
		expect((await call(kick, 'GET /public/v9/x')).json.message).toBe('Not found');
		expect((await call(kick, 'GET /')).text).toContain('404');
	});
});
