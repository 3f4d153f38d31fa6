import { expect, it } from 'vitest';
import { findIneffectiveOptions } from '../../../src/lib/config/findIneffectiveOptions.js';
import { loadConfig } from '../../../src/lib/config/loadConfig.js';

it.each([
	[{ KICK_BOT_USER_TOKEN: 'a-token' }, 1],
	[{ KICK_BOT_USER_TOKEN: 'a-token', KICK_USE_WEBSOCKET: 'true' }, 0],
	[{ KICK_BOT_USER_TOKEN: 'a-token', KICK_USE_KICKPYTHON_WS: 'true' }, 0],
	[{ KICK_USE_WEBSOCKET: 'true' }, 0],
	[{ KICK_CLIENT_ID: 'a', KICK_CLIENT_SECRET: 'b', OAUTH_BASE_URL: 'bot.example.com' }, 1],
	[{ KICK_CLIENT_ID: 'a', KICK_CLIENT_SECRET: 'b', OAUTH_BASE_URL: 'example.org/bot' }, 1],
	[{ KICK_CLIENT_ID: 'a', KICK_CLIENT_SECRET: 'b', OAUTH_BASE_URL: 'myexample.com' }, 0],
	[{}, 0]
])('%o: %d settings have no effect', (environment, count) => {
	const texts = findIneffectiveOptions(loadConfig({}, environment).unwrap());
	expect(texts).toHaveLength(count);
	expect(texts.join()).not.toContain('a-token');
});
