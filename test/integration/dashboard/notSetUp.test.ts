import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestWorld } from '../../support/TestWorld.js';

let world: TestWorld;

beforeAll(async () => {
	world = await TestWorld.start({ DISCORD_CLIENT_SECRET: '' });
});
afterAll(() => world.stop());

describe('a bot without DISCORD_CLIENT_SECRET', () => {
	it.each(['', '/login', '/callback?code=a&state=b', '/123/settings'])(
		'says what to set at /dashboard%s',
		async (path) => {
			const response = await fetch(`${world.url}/dashboard${path}`, { redirect: 'manual' });
			const html = await response.text();
			expect(response.status).toBe(503);
			expect(html).toContain('The dashboard is not set up');
			expect(html).toContain('DISCORD_CLIENT_SECRET is missing: get it at https://discord.com/developers/applications');
			expect(html).not.toContain('KICK_CLIENT_ID');
		}
	);

	it('accepts no form', async () => {
		const response = await fetch(`${world.url}/dashboard/logout`, {
			method: 'POST',
			body: new URLSearchParams({ token: 'x' }),
			headers: { origin: world.url }
		});
		expect(response.status).toBe(503);
	});

	it('serves the style of that page, and works otherwise', async () => {
		const html = await (await fetch(`${world.url}/dashboard`)).text();
		const style = /href="(\/dashboard\/assets\/[^"]+\.css)"/.exec(html)?.[1];
		expect((await fetch(`${world.url}${style}`)).status).toBe(200);
		expect((await fetch(`${world.url}/health`)).status).toBe(200);
	});
});
