import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadBotConfig } from '../../../src/bot/botConfig.js';
import { loadConfig } from '../../../src/lib/config/loadConfig.js';

const complete = {
	KICK_CLIENT_ID: '01JABC',
	KICK_CLIENT_SECRET: 'very-secret-value',
	OAUTH_BASE_URL: 'bot.example.com/'
};
const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.publicKey.export({ type: 'spki', format: 'pem' })
	.toString();

describe('the configuration', () => {
	it('has the documented defaults', () => {
		const config = loadConfig({}, complete).unwrap();
		expect(config.apiBaseUrl).toBe('https://api.kick.com');
		expect(config.idBaseUrl).toBe('https://id.kick.com');
		expect(config.webBaseUrl).toBe('https://kick.com');
		expect(config.databaseUrl).toBe('file:./data/kick.db');
		expect(config.useWebsocket).toBe(false);
		expect(config.events).toHaveLength(10);
		expect(config.commands).toEqual({ kick: { name: 'kick' }, check_kick_config: { name: 'check_kick_config' } });
	});

	it.each([
		['bot.example.com', '', 'https://bot.example.com/webhooks/kick'],
		['https://bot.example.com/', '', 'https://bot.example.com/webhooks/kick'],
		['http://localhost:4000', 'api', 'http://localhost:4000/api/webhooks/kick'],
		['https://example.com/bot/', '/api/', 'https://example.com/bot/api/webhooks/kick']
	])('builds the public addresses of %s with prefix "%s"', (base, prefix, webhook) => {
		const config = loadConfig({}, { ...complete, OAUTH_BASE_URL: base }, prefix).unwrap();
		expect(config.app?.urls.webhook).toBe(webhook);
	});

	it('prefers options to the environment', () => {
		const config = loadConfig({ clientId: 'mine', databaseUrl: 'file:./mine.db' }, complete).unwrap();
		expect(config.app?.clientId).toBe('mine');
		expect(config.databaseUrl).toBe('file:./mine.db');
	});

	it.each(['KICK_USE_KICKPYTHON_WS', 'KICK_USE_WEBSOCKET'])('enables the socket with %s', (variable) => {
		expect(loadConfig({}, { ...complete, [variable]: 'True' }).unwrap().useWebsocket).toBe(true);
	});

	it('uses the minutes of presence from the option, else from the variable, else ten', () => {
		const presenceMs = (minutes: string, options = {}) =>
			loadConfig(options, { ...complete, KICK_PRESENCE_MINUTES: minutes }).unwrap().presenceMs;
		expect([presenceMs(''), presenceMs('15'), presenceMs('2.5'), presenceMs('15', { presenceMinutes: 1 })]).toEqual([
			600_000, 900_000, 150_000, 60_000
		]);
	});

	it('accepts an old key of any length, because it may be an old client secret', () => {
		const config = loadConfig({}, { ...complete, KICK_TOKEN_KEY_OLD: 'short' }).unwrap();
		expect(config.tokenKeyOld?.reveal()).toBe('short');
		expect(loadConfig({ tokenKeyOld: 'mine' }, complete).unwrap().tokenKeyOld?.reveal()).toBe('mine');
		expect(loadConfig({}, complete).unwrap().tokenKeyOld).toBeNull();
	});

	it('names what a host bot without Kick credentials lacks, and is no error', () => {
		const config = loadConfig({}, { KICK_CLIENT_ID: '' }).unwrap();
		expect(config.app).toBeNull();
		expect(config.missing.map(({ variable }) => variable)).toEqual([
			'KICK_CLIENT_ID',
			'KICK_CLIENT_SECRET',
			'OAUTH_BASE_URL'
		]);
	});

	it('accepts a public key with real and with escaped line breaks', () => {
		const escaped = publicKey.trim().replaceAll('\n', '\\n');
		const config = loadConfig({}, { ...complete, KICK_WEBHOOK_PUBLIC_KEY: escaped }).unwrap();
		expect(config.webhookPublicKey).toBe(publicKey.trim());
	});

	it.each([
		['OAUTH_BASE_URL', 'ftp://x'],
		['OAUTH_BASE_URL', 'https://user:pass@x'],
		['KICK_API_BASE_URL', 'https://api.kick.com/public/v1'],
		['KICK_PUSHER_URL', 'https://pusher'],
		['KICK_PUSHER_URL', 'wss://pusher.example/app/key#part'],
		['DATABASE_URL', 'mysql://x'],
		['REDIS_URL', 'localhost:6379'],
		['KICK_TOKEN_KEY', '123456'],
		['KICK_USE_WEBSOCKET', 'maybe'],
		['KICK_PRESENCE_MINUTES', '-3'],
		['KICK_PRESENCE_MINUTES', '0.0'],
		['KICK_PRESENCE_MINUTES', 'ten minutes'],
		['KICK_WEBHOOK_PUBLIC_KEY', 'no key at all'],
		['OAUTH_BASE_URL', 'https//bot.example.com'],
		['OAUTH_BASE_URL', 'https://bot.example.com:0'],
		['OAUTH_BASE_URL', 'https://bot .example.com'],
		['OAUTH_BASE_URL', 'https://bot".example.com'],
		['OAUTH_BASE_URL', 'https://bot.example.com/auth/kick/callback'],
		['OAUTH_BASE_URL', 'https://your-bot.up.railway.app'],
		['OAUTH_BASE_URL', 'YOUR-DOMAIN'],
		['KICK_CLIENT_ID', '01J ABC'],
		['KICK_CLIENT_ID', '01J"ABC'],
		['KICK_CLIENT_ID', '<client id>'],
		['KICK_CLIENT_SECRET', '...'],
		['KICK_CLIENT_SECRET', 'a\tb'],
		['KICK_BOT_USER_TOKEN', 'två'],
		['DISCORD_CLIENT_SECRET', '"half-quoted'],
		['KICK_ID_BASE_URL', 'https://id.kick.com?x=1'],
		['KICK_WEB_BASE_URL', 'https://:password@kick.com'],
		['KICK_FILES_BASE_URL', "https://'files.kick.com"],
		['KICK_REALTIME_BASE_URL', 'web.kick.example'],
		['KICK_PUSHER_URL', 'wss://pusher example/app/key'],
		['DATABASE_URL', 'postgresql://user:pass/word@host/kick'],
		['DATABASE_URL', 'file:./kick\n.db'],
		['REDIS_URL', 'redis://:pass/word@localhost:6379'],
		['REDIS_URL', 'redis://localhost:63790000'],
		['KICK_REALTIME_PROVIDER', 'ably'],
		['https_proxy', 'ftp://proxy'],
		['HTTP_PROXY', 'http://pro xy:3128']
	])('refuses %s=%s, names the variable and does not print the value', (variable, value) => {
		const error = loadConfig({}, { ...complete, [variable]: value }).unwrapErr();
		expect(error.problems.map((problem) => problem.variable)).toContain(variable);
		expect(error.message).not.toContain(value);
	});

	it.each([
		['KICK_CLIENT_ID', '"01JABC"'],
		['KICK_CLIENT_ID', "'01JABC'"],
		['KICK_CLIENT_ID', ' "01JABC" ']
	])('removes a pair of quotes from %s=%s', (variable, value) => {
		expect(loadConfig({}, { ...complete, [variable]: value }).unwrap().app?.clientId).toBe('01JABC');
	});

	it('keeps the quotes of KICK_TOKEN_KEY, because stored tokens were encrypted with them', () => {
		const key = '"0123456789abcdef"';
		expect(
			loadConfig({}, { ...complete, KICK_TOKEN_KEY: key })
				.unwrap()
				.tokenKey?.reveal()
		).toBe(key);
	});

	it('refuses names that Discord would refuse', () => {
		const error = loadConfig({ commands: { kick: { name: 'Kick Chat' } } }, complete).unwrapErr();
		expect(error.message).toContain('kick.commands.kick.name');
	});

	it('prints no secret when it is inspected', () => {
		const config = loadConfig({}, { ...complete, KICK_TOKEN_KEY: 'a-very-secret-token-key' }).unwrap();
		const printed = inspect(config, { depth: 10, showHidden: true }) + JSON.stringify(config) + String(config.tokenKey);
		expect(printed).not.toContain('very-secret');
	});
});

describe('the configuration of the ready bot', () => {
	it('names every wrong or missing variable in one message, without any value', () => {
		const error = loadBotConfig({ KICK_CLIENT_SECRET: 'very-secret-value', PORT: '99999' }).unwrapErr();
		for (const variable of ['DISCORD_TOKEN', 'KICK_CLIENT_ID', 'OAUTH_BASE_URL', 'PORT']) {
			expect(error.message).toContain(variable);
		}
		expect(error.message).not.toContain('very-secret');
		expect(error.message).not.toContain('99999');
	});

	it('names missing and wrong values together, and nothing twice', () => {
		const { problems } = loadBotConfig({ KICK_CLIENT_ID: 'not an id', REDIS_URL: 'x' }).unwrapErr();
		expect(problems.map(({ variable }) => variable).sort()).toEqual([
			'DISCORD_TOKEN',
			'KICK_CLIENT_ID',
			'KICK_CLIENT_SECRET',
			'OAUTH_BASE_URL',
			'REDIS_URL'
		]);
	});

	it.each([
		[{}, {}, true],
		[{ SHARDS: '0' }, { shards: [0], shardCount: 1 }, true],
		[{ SHARDS: '[0,1]' }, { shards: [0, 1], shardCount: 2 }, true],
		[{ SHARDS: '[2, 3]', SHARD_COUNT: '4' }, { shards: [2, 3], shardCount: 4 }, false],
		[{ SHARDS: 'auto' }, { shards: 'auto' }, true],
		[{ SHARD_COUNT: '4' }, { shardCount: 4 }, true],
		[{ SHARDS: '1', SHARD_COUNT: '2', KICK_HTTP: 'true' }, { shards: [1], shardCount: 2 }, true]
	])('reads %o', (variables, sharding, listens) => {
		const config = loadBotConfig({ ...complete, DISCORD_TOKEN: 'token', ...variables }).unwrap();
		expect(config).toMatchObject({ sharding, listens });
		expect(Object.keys(config.sharding)).toEqual(Object.keys(sharding));
	});

	it.each([
		['127.0.0.1', '127.0.0.1'],
		['[::1]', '::1'],
		['::', '::'],
		['fe80::1%eth0', 'fe80::1%eth0'],
		['localhost', 'localhost']
	])('listens at HOST=%s', (HOST, host) => {
		expect(loadBotConfig({ ...complete, DISCORD_TOKEN: 'token', HOST }).unwrap().host).toBe(host);
	});

	it.each(['[127.0.0.1]', '[::1', 'localhost:4000', 'http://localhost', '999.1.1.1', '4000', '*'])(
		'refuses HOST=%s',
		(HOST) => {
			const { problems } = loadBotConfig({ ...complete, DISCORD_TOKEN: 'token', HOST }).unwrapErr();
			expect(problems.map(({ variable }) => variable)).toEqual(['HOST']);
		}
	);

	it('is complete with the four variables of the README', () => {
		const config = loadBotConfig({ ...complete, DISCORD_TOKEN: 'token' }).unwrap();
		expect(config).toMatchObject({ port: 4000, host: null, prefix: '!', discordApiUrl: null });
	});
});
