import { afterEach, describe, expect, it } from 'vitest';
import type { CallRequest, DiscordFault } from '../../../sandbox/discord/index.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();
let mend = () => {};

afterEach(() => mend());

const settingsOf = (guild: { id: string }) => `${world.url}/dashboard/${guild.id}/settings`;
const asksForGuilds = ({ authorization, route }: CallRequest) =>
	authorization === 'user' && route === '/users/@me/guilds';
const guildCalls = () => world.discord.calls.filter(asksForGuilds).length;

/** Makes Discord answer every request for a person's servers like this. */
function guildsFail(fault: DiscordFault | 'cut'): void {
	mend = world.discord.intercept((request) => (asksForGuilds(request) ? fault : undefined));
}

/** Linked server with its manager on the settings page. */
async function atSettings() {
	const community = await world.createLinkedCommunity();
	const { browser } = await world.logIn(community.manager);
	return { ...community, browser, page: await browser.open(settingsOf(community.guild)) };
}

describe('the page of a server', () => {
	it('is for people who manage it', async () => {
		const { guild, page, streamer } = await atSettings();
		expect(page.status).toBe(200);
		expect(page.text).toContain('Settings');
		expect(page.text).toContain(`OK: kick_channel: ${streamer.slug}`);
		expect(page.text).toContain(guild.name);
	});

	it('is the same "not found" for everyone else, whether the server exists or not', async () => {
		const { guild } = await world.createLinkedCommunity();
		const elsewhere = world.createCommunity();
		const without = world.discord.addGuild({ name: 'Without the bot', owner: elsewhere.manager.user });
		without.remove();
		const member = world.createCommunity().guild.addMember(elsewhere.manager.user);

		const { browser, page } = await world.logIn(elsewhere.manager);
		expect(page.text).not.toContain(member.guild.name);
		const answers = await Promise.all(
			[guild.id, without.id, member.guild.id, '1', '99999999999999999999'].map((id) => browser.open(settingsOf({ id })))
		);
		for (const answer of answers) {
			expect(answer.status).toBe(404);
			expect(answer.text).toBe(answers[0]?.text);
		}
	});

	it('redirects to the login without one', async () => {
		const { guild } = world.createCommunity();
		const response = await fetch(settingsOf(guild), { redirect: 'manual' });
		expect(response.status).toBe(303);
		expect(response.headers.get('location')).toBe(
			`/dashboard/login?${new URLSearchParams({ to: `/dashboard/${guild.id}/settings` })}`
		);
	});
});

describe('a form about a server', () => {
	it('does its job, and the next page reports it once', async () => {
		const { browser, guild, page, streamer } = await atSettings();
		const synced = await page.submit('Sync from Kick');
		expect(synced.history.map(({ status }) => status)).toEqual([303, 200]);
		expect(synced.url).toBe(settingsOf(guild));
		expect(synced.text).toContain(`kick_broadcaster_user_id: ${streamer.userId}`);
		expect(synced.html).toContain('class="notice ok');
		expect((await browser.open(settingsOf(guild))).html).not.toContain('class="notice');
	});

	it('is refused immediately when the permission was removed, and so is the page', async () => {
		const { browser, guild, manager, page } = await atSettings();
		manager.setPermissions(['ManageMessages']);
		// Pages accept an answer of Discord from the last minute; changes do not.
		expect((await browser.open(settingsOf(guild))).status).toBe(200);
		const refused = await page.submit('Sync from Kick');
		expect(refused.status).toBe(404);
		expect((await browser.open(settingsOf(guild))).status).toBe(404);
	});

	it('is refused when the person or the bot has left the server', async () => {
		const left = await atSettings();
		left.manager.leave();
		expect((await left.page.submit('Sync from Kick')).status).toBe(404);

		const removed = await atSettings();
		removed.guild.remove();
		expect((await removed.page.submit('Sync from Kick')).status).toBe(404);
	});

	it.each([
		['down', { status: 500, body: 'upstream' }],
		['cutting connections', 'cut'],
		['answering nonsense', { status: 200, body: { guilds: 'none' } }],
		['answering with a page', { status: 403, body: '<html>blocked</html>' }]
	] as const)('does nothing while Discord is %s, says so, and can be sent again', async (_kind, fault) => {
		const { page } = await atSettings();
		const done: unknown[] = [];
		const ignore = world.kick.onActivity((activity) => done.push(activity));
		guildsFail(fault);
		const refused = await page.submit('Sync from Kick');
		expect(refused.status).toBe(503);
		expect(refused.headers['retry-after']).toMatch(/^\d+$/);
		expect(refused.text).toContain('Discord does not answer');
		expect(done).toEqual([]);
		ignore();
		mend();
		expect((await page.submit('Sync from Kick')).status).toBe(200);
	});
});

describe('Discord’s answer about the servers', () => {
	it('is cached for the pages of a minute, and requested again for a form', async () => {
		const { browser, guild, page } = await atSettings();
		const before = guildCalls();
		for (let visit = 0; visit < 5; visit++) await browser.open(settingsOf(guild));
		expect(guildCalls()).toBe(before);
		await page.submit('Sync from Kick');
		expect(guildCalls()).toBe(before + 1);
	});

	it('is needed to show anything of a server', async () => {
		const { guild, manager } = await world.createLinkedCommunity();
		guildsFail({ status: 503 });
		const { browser, page } = await world.logIn(manager);
		expect(page.status).toBe(503);
		const settings = await browser.open(settingsOf(guild));
		expect(settings.status).toBe(503);
		expect(settings.text).not.toContain(guild.name);
	});

	it('is retried when Discord asks for a short pause', async () => {
		const { page } = await atSettings();
		let refusals = 0;
		mend = world.discord.intercept((request) => {
			if (!asksForGuilds(request) || refusals++ > 0) return undefined;
			return { status: 429, body: { message: 'Slow down', retry_after: 0.2, global: false } };
		});
		expect((await page.submit('Sync from Kick')).status).toBe(200);
	});

	it('is not requested during a long pause that Discord asks for', async () => {
		const { page, browser, guild } = await atSettings();
		guildsFail({ status: 429, body: { message: 'Slow down', retry_after: 30, global: false } });
		const refused = await page.submit('Sync from Kick');
		expect(refused.status).toBe(503);
		expect(Number(refused.headers['retry-after'])).toBeGreaterThan(25);
		const before = guildCalls();
		mend();
		expect((await browser.open(settingsOf(guild))).status).toBe(503);
		expect(guildCalls()).toBe(before);
	});
});

itLeavesNoTrace(world, errors);
