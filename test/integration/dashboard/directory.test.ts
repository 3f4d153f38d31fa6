import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();
const dashboard = container.kick.dashboard!;

const directoryOf = async ({ id }: { id: string }) => (await dashboard.directory(id)).unwrap();

describe('the channels and roles for pickers', () => {
	it('are those of Discord at this moment, without a request', async () => {
		const { guild } = world.createCommunity();
		await expect.poll(() => world.client.guilds.cache.has(guild.id)).toBe(true);
		const before = world.discord.calls.length;
		const channels = async () => (await directoryOf(guild)).channels.map(({ name, problem }) => [name, problem]);
		guild.addChannel('alerts', { botMayWrite: false });
		await expect.poll(channels).toContainEqual(['alerts', 'The bot lacks Send Messages here.']);
		guild.denyBot('alerts', []);
		await expect.poll(channels).toContainEqual(['alerts', null]);
		const { id } = guild.addRole('Subscriber', { color: 0x53fc18 });
		await expect
			.poll(async () => (await directoryOf(guild)).roles)
			.toContainEqual(expect.objectContaining({ id, color: '#53fc18' }));
		expect(world.discord.calls.length).toBe(before);
	});

	it('say what the bot lacks, and nothing after it was added with its address', async () => {
		const { guild, manager } = world.createCommunity();
		await expect.poll(() => world.client.guilds.cache.has(guild.id)).toBe(true);
		const missing = async () => (await directoryOf(guild)).botPermissions.missing;
		// The bot's own role has the others.
		guild.setEveryonePermissions(['ViewChannel', 'SendMessages']);
		await expect.poll(missing).toEqual(['SendMessagesInThreads']);
		world.discord.oauth.signIn(manager);
		const page = await new Browser().open(dashboard.inviteUrl(guild.id) ?? '');
		await page.submit('Authorize');
		await expect.poll(missing).toEqual([]);
	});

	it('do not exist for a server without the bot', async () => {
		const { guild } = world.createCommunity();
		guild.remove();
		await expect.poll(async () => (await dashboard.directory(guild.id)).isErr()).toBe(true);
		expect((await dashboard.directory(guild.id)).unwrapErr()).toMatchObject({ code: 'no_bot' });
	});
});

itLeavesNoTrace(world, errors);
