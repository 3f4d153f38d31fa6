import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { Browser } from '../../../sandbox/Browser.js';
import type { CallRequest } from '../../../sandbox/discord/index.js';
import type { Session } from '../../../src/lib/dashboard/Sessions.js';
import { GuildRights } from '../../../src/lib/editors/GuildRights.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();
const dashboard = container.kick.dashboard!;

const guildCalls = () =>
	world.discord.calls.filter(({ authorization, route }: CallRequest) => {
		return authorization === 'user' && route === '/users/@me/guilds';
	}).length;

/** Returns the session of a browser, as the routes see it. */
async function sessionOf({ cookies }: Browser): Promise<Session> {
	const cookie = cookies.all.find(({ name }) => name === 'kick_session')?.value ?? null;
	return (await dashboard.sessions.find(cookie))!;
}

describe('the servers of a person', () => {
	it('are divided by whether the bot is there, from one answer of Discord', async () => {
		const { guild, manager } = world.createCommunity({ name: 'With the bot' });
		const without = ['Zoo', 'Arena'].map((name) => world.discord.addGuild({ name, owner: manager.user, icon: null }));
		for (const server of without) server.remove();
		const joined = world.discord.addGuild({ name: 'Only a member' });
		joined.addMember(manager.user);
		joined.remove();

		const { browser } = await world.logIn(manager);
		const session = await sessionOf(browser);
		const before = guildCalls();
		const lists = (await dashboard.access.guilds(session)).unwrap();
		expect(lists).toEqual({
			here: [{ id: guild.id, name: 'With the bot', icon: guild.icon, rights: GuildRights.manager }],
			elsewhere: [
				{ id: without[1]?.id, name: 'Arena', icon: null },
				{ id: without[0]?.id, name: 'Zoo', icon: null }
			]
		});
		expect(guildCalls()).toBe(before);
	});

	it('change their list when the bot is added or removed', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const session = await sessionOf(browser);
		const names = async () => {
			const { here, elsewhere } = (await dashboard.access.guildsNow(session)).unwrap();
			return [here, elsewhere].map((list) => list.map(({ name }) => name));
		};
		expect(await names()).toEqual([[guild.name], []]);
		guild.remove();
		await expect.poll(names).toEqual([[], [guild.name]]);
		guild.add();
		await expect.poll(names).toEqual([[guild.name], []]);
	});

	it('without the bot cannot be opened, and no stream of theirs either', async () => {
		const { guild, manager } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const session = await sessionOf(browser);
		guild.remove();
		await expect.poll(async () => (await dashboard.access.guilds(session)).unwrap().here).toEqual([]);
		expect((await browser.open(`${world.url}/dashboard/${guild.id}/settings`)).status).toBe(404);
		expect((await dashboard.access.visible(session, [guild.id], 'recent')).unwrap()).toEqual([]);
	});
});

describe('the session of a person', () => {
	it.each([
		['with a picture', 'a_0123456789abcdef0123456789abcdef'],
		['without a picture', null]
	])('%s knows it', async (_kind, avatar) => {
		const { manager } = world.createCommunity();
		manager.user.avatar = avatar;
		const { browser } = await world.logIn(manager);
		expect(await sessionOf(browser)).toMatchObject({ username: manager.name, avatar });
	});

	it.each(['../../evil', '0123', 'G'.repeat(32), ''])(
		'begins without a picture of unknown form: %j',
		async (avatar) => {
			const { manager } = world.createCommunity();
			manager.user.avatar = avatar;
			const { browser } = await world.logIn(manager);
			expect(await sessionOf(browser)).toMatchObject({ userId: manager.id, avatar: null });
		}
	);
});

itLeavesNoTrace(world, errors);
