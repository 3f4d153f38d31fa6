import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld({ DISCORD_CLIENT_SECRET: '' });

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

	it('links an account by pages that bring their style along, and that allow nothing else', async () => {
		const community = world.createCommunity();
		const first = await new Browser().open(await world.linkAddress(community.manager));
		for (const page of [first, await world.link(community)]) {
			expect(page.status).toBe(200);
			const style = /<style>([^<]+)<\/style>/.exec(page.html)?.[1] ?? '';
			const hash = createHash('sha256').update(style).digest('base64');
			expect(style).toContain('.card');
			expect(page.headers['content-security-policy']).toMatch(
				/^default-src 'none'; style-src '[^' ]+'; base-uri 'none'; form-action [^;]+; frame-ancestors 'none'$/
			);
			expect(page.headers['content-security-policy']).toContain(`style-src 'sha256-${hash}';`);
			expect(page.html).not.toMatch(/<script|<link|<img| style="| on\w+="|To the dashboard/);
		}
	});
});
