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
	])('makes the public addresses of %s with prefix "%s"', (base, prefix, webhook) => {
		const config = loadConfig({}, { ...complete, OAUTH_BASE_URL: base }, prefix).unwrap();
		expect(config.app?.urls.webhook).toBe(webhook);
	});

	it('takes options before the environment', () => {
		const config = loadConfig({ clientId: 'mine', databaseUrl: 'file:./mine.db' }, complete).unwrap();
		expect(config.app?.clientId).toBe('mine');
		expect(config.databaseUrl).toBe('file:./mine.db');
	});

	it.each(['KICK_USE_KICKPYTHON_WS', 'KICK_USE_WEBSOCKET'])('switches the socket on by %s', (variable) => {
		expect(loadConfig({}, { ...complete, [variable]: 'True' }).unwrap().useWebsocket).toBe(true);
	});

	it('takes the minutes of presence from the option, else from the variable, else ten', () => {
		const presenceMs = (minutes: string, options = {}) =>
			loadConfig(options, { ...complete, KICK_PRESENCE_MINUTES: minutes }).unwrap().presenceMs;
		expect([presenceMs(''), presenceMs('15'), presenceMs('2.5'), presenceMs('15', { presenceMinutes: 1 })]).toEqual([
			600_000, 900_000, 150_000, 60_000
		]);
	});

	it('takes an old key of any length, since it may be an old client secret', () => {
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
		['KICK_WEBHOOK_PUBLIC_KEY', 'no key at all']
	])('refuses %s=%s, names the variable and does not print the value', (variable, value) => {
		const error = loadConfig({}, { ...complete, [variable]: value }).unwrapErr();
		expect(error.problems.map((problem) => problem.variable)).toContain(variable);
		expect(error.message).not.toContain(value);
	});

	it('refuses names that Discord would refuse', () => {
		const error = loadConfig({ commands: { kick: { name: 'Kick Chat' } } }, complete).unwrapErr();
		expect(error.message).toContain('kick.commands.kick.name');
	});

	it('prints no secret, whoever inspects it', () => {
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

	it('is complete with the four variables of the README', () => {
		const config = loadBotConfig({ ...complete, DISCORD_TOKEN: 'token' }).unwrap();
		expect(config).toMatchObject({ port: 4000, host: null, prefix: '!', discordApiUrl: null });
	});
});
