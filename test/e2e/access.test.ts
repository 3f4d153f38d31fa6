import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../support/TestWorld.js';
import { useBrowserWorld } from './support/useBrowserWorld.js';

const { world, chromium } = await useBrowserWorld();

describe('a person who logs in', () => {
	it('as a manager sees the servers that they manage, and no others', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const { guild: foreign } = await world.createLinkedCommunity();
		foreign.addMember(manager.user);
		const visitor = await chromium.loggedIn(manager);
		await visitor.follow(guild.name);
		await visitor.reads('First steps');
		await visitor.open('');
		expect(await visitor.page.getByRole('link', { name: foreign.name }).count()).toBe(0);
	});

	it.each([
		[
			'a plain member',
			(community: Awaited<ReturnType<TestWorld['createLinkedCommunity']>>) => community.guild.addMember('plain')
		],
		['a manager of another server', () => world.createCommunity().manager]
	])('as %s sees nothing of the server, at any of its addresses', async (_who, memberOf) => {
		const community = await world.createLinkedCommunity();
		const visitor = await chromium.loggedIn(memberOf(community));
		await visitor.open('');
		expect(await visitor.page.getByText(community.guild.name).count()).toBe(0);
		for (const path of [
			'',
			'/overview',
			'/settings',
			'/settings/unlink',
			'/chat',
			'/activity',
			'/log',
			'/log/01KAAAAAAAAAAAAAAAAAAAAAAA'
		]) {
			const { page } = visitor;
			const response = await page.goto(`${world.url}/dashboard/${community.guild.id}${path}`);
			expect([path, response?.status()]).toEqual([path, 404]);
			await visitor.reads('Page not found');
			const text = await page.content();
			expect(text).not.toContain(community.guild.name);
			expect(text).not.toContain(community.streamer.username);
		}
	});

	it('and declines on Discord’s page sees what that means', async () => {
		const { manager } = world.createCommunity();
		const visitor = await chromium.visitor();
		world.discord.oauth.signIn(manager);
		await visitor.open('');
		await visitor.follow('Log in with Discord');
		await visitor.press('Cancel');
		await visitor.reads('You declined on Discord');
		await visitor.follow('Log in with Discord');
		await visitor.press('Allow');
		await visitor.reads('Logged in as');
	});

	it('returns to the page that they wanted', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const visitor = await chromium.visitor();
		world.discord.oauth.signIn(manager);
		await visitor.open(`/${guild.id}/log?type=channel.followed`);
		await visitor.press('Allow');
		await visitor.page.waitForURL(`**/${guild.id}/log?type=channel.followed`);
	});
});

describe('a cookie', () => {
	it('that is forged is no login', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const genuine = await chromium.loggedIn(manager);
		const [cookie] = await genuine.context.cookies(world.url);
		expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: expect.stringContaining('/') });
		const { name = '', value = '' } = cookie ?? {};
		for (const forged of ['x', value.slice(0, -2), `${value}x`, value.toUpperCase(), `${value.slice(1)}${value[0]}`]) {
			const visitor = await chromium.visitor();
			await visitor.context.addCookies([{ name, value: forged, url: world.url }]);
			await visitor.open('');
			await visitor.reads('Log in with Discord');
			const response = await visitor.context.request.get(`${world.url}/dashboard/${guild.id}/log/stream`);
			expect(response.status()).toBe(401);
		}
	});

	it('is not readable by scripts, and worth nothing after "Log out everywhere"', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		const [one, other] = [await chromium.loggedIn(manager), await chromium.loggedIn(manager)];
		await one.open(`/${guild.id}/settings`);
		await other.open(`/${guild.id}/chat`);
		await other.reads('Live updates are on.');
		expect(await one.page.evaluate(() => document.cookie)).toBe('');
		await one.page.getByRole('button', { name: /^Logged in as/ }).click();
		await one.press('Log out everywhere');
		await other.reads('You no longer have access to this page. Reload it to see why.');
		world.discord.oauth.signOut();
		await other.page.reload();
		expect(other.page.url()).not.toContain(guild.id);
	});
});
