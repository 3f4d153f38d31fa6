import { describe, expect, it } from 'vitest';
import { withoutTokens } from '../../../src/lib/log/withoutTokens.js';

describe('a text for the log', () => {
	it('is searched in linear time', () => {
		for (const piece of ['x://:', ':', '-eyJaaaaaaaaaa', 'a.', '/webhooks/12345/', '?code=', 'Bearer ', 'x://a:b@']) {
			expect(withoutTokens(piece.repeat(20_000 / piece.length)).length).toBeGreaterThan(0);
		}
	});

	it.each([
		[
			'https://discord.com/api/v10/webhooks/123456789012345678/aW50ZXJhY3Rpb246MTIz-_x/messages/@original',
			'aW50ZXJhY3Rpb246MTIz-_x'
		],
		[
			'https://discord.com/api/v10/interactions/123456789012345678/SECRET.token/callback?with_response=false',
			'SECRET.token'
		],
		['https://discord.com/api/webhooks/123456789012345678/SECRET_of-a-webhook', 'SECRET_of-a-webhook'],
		['the token aW50ZXJhY3Rpb246MTIzNDU2Nzg5 is bad', 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5'],
		["can't reach postgresql://bot:p%40ss:w@rd@db.example:5432/kick", 'p%40ss:w@rd'],
		['rediss://:hunter2@redis.example:6380/0', 'hunter2'],
		['http://user:hunter2@proxy.example:3128', 'hunter2'],
		['{ authorization: "Bearer abcdefghijklmnopqrstuvwxyz" }', 'abcdefghijklmnopqrstuvwxyz'],
		['GET /auth/kick/callback?code=s3cr3t&state=st4te failed', 's3cr3t'],
		['GET /auth/kick/callback?code=s3cr3t&state=st4te failed', 'st4te'],
		['access_token in https://x.example/#access_token=s3cr3t&token_type=Bearer', 's3cr3t'],
		['login with MTE0NjkxMjM0NTY3ODkwMTIzNA.GxYz12.abcdefghijklmnopqrstuvwxyz0123456789AB', 'GxYz12'],
		['id_token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjMifQ.c2lnbmF0dXJl', 'c2lnbmF0dXJl']
	])('contains no secret: %s', (text, secret) => {
		expect(text).toContain(secret);
		expect(withoutTokens(text)).not.toContain(secret);
		expect(withoutTokens(text)).toContain('[secret]');
	});

	it.each([
		'[Kick] Listening on port 4000. Webhook URL for the Kick app: https://bot.example/webhooks/kick',
		'[Server] ⚠️ broadcaster_user_id not configured',
		'https://discord.com/api/v10/channels/123456789012345678/messages',
		'the bot kick_broadcaster_user_id, at 12:30:15, sent to user@example.com',
		'http://localhost:4000/dashboard/123/settings',
		'01JD8Z3Q4W5E6R7T8Y9U0I1O2P chat.message.sent failed 4 times in server 1146912345678901234'
	])('is kept as it is: %s', (text) => {
		expect(withoutTokens(text)).toBe(text);
	});
});
