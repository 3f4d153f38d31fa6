import { once } from 'node:events';
import { Client, Events } from 'discord.js';
import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
	type ChannelOptions,
	type PermissionName,
	SimulatedDiscord,
	type SimulatedGuild
} from '../../../sandbox/discord/index.js';
import { GuildDirectories } from '../../../src/lib/discord/directory/GuildDirectories.js';
import type { GuildDirectory } from '../../../src/lib/discord/directory/GuildDirectory.js';
import { BotPermissions } from '../../../src/lib/discord/permissions.js';

const Needed = BotPermissions.map(({ name }) => name);

let discord: SimulatedDiscord;
const clients: Client[] = [];
let shardMillisecond = 100n;

/** Two processes of one bot, each with one of two shards. */
beforeAll(async () => {
	discord = await SimulatedDiscord.start({ shards: 2 });
	for (const shard of [0, 1]) {
		const client = new Client({
			intents: ['Guilds'],
			shards: [shard],
			shardCount: 2,
			rest: { api: discord.apiUrl, retries: 0 }
		});
		const ready = once(client, Events.ClientReady);
		await client.login(discord.token);
		await ready;
		clients.push(client);
	}
});
afterAll(async () => {
	for (const client of clients) await client.destroy();
	await discord.stop();
});

/** Adds a server of the first process, whose bot has the permissions that it asks for. */
function addGuild(botPermissions: readonly PermissionName[] = Needed): SimulatedGuild {
	shardMillisecond += 2n;
	return discord.addGuild({ id: String((shardMillisecond << 22n) + 7n), botPermissions });
}

/** Returns the directory as both processes see it: from the cache, and from Discord's API. */
async function directoryOf({ id }: SimulatedGuild): Promise<GuildDirectory> {
	const [cached, fetched] = clients.map((client) => new GuildDirectories(client));
	const answer = (await fetched!.of(id)).unwrap();
	await expect.poll(async () => (await cached!.of(id)).unwrapOr(null)).toEqual(answer);
	return answer;
}

async function channel(guild: SimulatedGuild, name: string) {
	return (await directoryOf(guild)).channels.find((one) => one.name === name);
}

async function problemOf(options: ChannelOptions, botPermissions?: readonly PermissionName[]) {
	const guild = addGuild(botPermissions);
	guild.addChannel('asked', options);
	return (await channel(guild, 'asked'))?.problem;
}

const rule = (id: string, type: OverwriteType, rules: { allow?: PermissionName[]; deny?: PermissionName[] }) => {
	const bits = (names: PermissionName[] = []) =>
		String(names.reduce((all, name) => all | PermissionFlagsBits[name], 0n));
	return { id, type, allow: bits(rules.allow), deny: bits(rules.deny) };
};

describe('the channels of a server', () => {
	it('are in the order of Discord’s list, with their kinds and categories', async () => {
		const guild = addGuild();
		for (const name of ['Stream', 'Archive']) guild.addChannel(name, { kind: 'category' });
		guild.addChannel('old', { category: 'Archive' });
		guild.addChannel('Lounge', { kind: 'voice', category: 'Stream' });
		guild.addChannel('clips', { category: 'Stream' });
		guild.addChannel('Waiting room', { kind: 'voice' });
		guild.addChannel('news', { kind: 'announcement' });
		guild.addChannel('ideas', { kind: 'forum', category: 'Stream' });
		guild.addChannel('Panel', { kind: 'stage', category: 'Stream' });
		const { channels } = await directoryOf(guild);
		expect(channels.map(({ name, kind, category }) => [category, kind, name])).toEqual([
			[null, 'text', 'general'],
			[null, 'announcement', 'news'],
			[null, 'voice', 'Waiting room'],
			['Stream', 'text', 'clips'],
			['Stream', 'forum', 'ideas'],
			['Stream', 'voice', 'Lounge'],
			['Stream', 'stage', 'Panel'],
			['Archive', 'text', 'old']
		]);
		expect(channels[3]).toMatchObject({ id: guild.channel('clips').id, position: 5, missing: [], problem: null });
	});

	it.each<[string, ChannelOptions, string | null]>([
		['that the bot may use', {}, null],
		['that the bot does not see', { botMayView: false }, 'The bot may not see this channel.'],
		['that the bot may not write in', { botMayWrite: false }, 'The bot lacks Send Messages here.'],
		['without files', { botMayAttach: false }, null],
		['of voice', { kind: 'voice' }, null],
		['of voice that the bot does not see', { kind: 'voice', botMayView: false }, 'The bot may not see this channel.'],
		['that is a forum', { kind: 'forum' }, 'The bot cannot post in a forum. Choose a text channel.']
	])('%s', async (_kind, options, problem) => {
		expect(await problemOf(options)).toBe(problem);
	});

	it('name each permission that a post needs and the bot lacks', async () => {
		const guild = addGuild();
		guild.addChannel('strict');
		guild.denyBot('strict', ['SendMessages', 'EmbedLinks', 'AttachFiles']);
		expect(await channel(guild, 'strict')).toMatchObject({
			missing: ['SendMessages', 'AttachFiles'],
			problem: 'The bot lacks Send Messages and Embed Links here.'
		});
		guild.denyBot('strict', []);
		expect(await channel(guild, 'strict')).toMatchObject({ missing: [], problem: null });
	});

	it('of voice need Connect as well', async () => {
		const guild = addGuild();
		const deny = rule(guild.id, OverwriteType.Role, { deny: ['Connect'] });
		guild.addChannel('Closed', { kind: 'voice', overwrites: [deny] });
		expect((await channel(guild, 'Closed'))?.problem).toBe('The bot lacks Connect here.');
	});

	it('follow the rules of a channel for everyone, then for roles, then for the bot', async () => {
		const guild = addGuild();
		const [ownRole] = guild.bot.roleIds;
		const everyone = rule(guild.id, OverwriteType.Role, { deny: ['ViewChannel', 'EmbedLinks'] });
		const role = rule(ownRole!, OverwriteType.Role, { allow: ['ViewChannel'] });
		const bot = rule(guild.bot.id, OverwriteType.Member, { allow: ['EmbedLinks'] });
		const other = rule(guild.owner.id, OverwriteType.Member, { deny: ['SendMessages'] });
		guild.addChannel('hidden', { overwrites: [everyone] });
		guild.addChannel('shown', { overwrites: [role, everyone] });
		guild.addChannel('open', { overwrites: [other, bot, role, everyone] });
		const { channels } = await directoryOf(guild);
		expect(channels.map(({ name, problem }) => [name, problem])).toEqual([
			['general', null],
			['hidden', 'The bot may not see this channel.'],
			['shown', 'The bot lacks Embed Links here.'],
			['open', null]
		]);
	});

	it('have no problem for an administrator', async () => {
		expect(await problemOf({ botMayView: false, botMayWrite: false }, ['Administrator'])).toBeNull();
	});
});

describe('the roles of a server', () => {
	it('are in order, the highest first, with colours and the reason why the bot cannot give one', async () => {
		const guild = addGuild(['ViewChannel', 'ManageRoles']);
		guild.addRole('Owner', { isAboveBot: true, color: 0xe91e63 });
		guild.addRole('Booster', { isManaged: true, color: 0x00ff00 });
		guild.addRole('Subscriber', { isMentionable: true });
		const { roles } = await directoryOf(guild);
		const above = 'Move the role “Sandbox Bot” above it in Discord';
		expect(roles).toEqual([
			expect.objectContaining({ name: 'Owner', color: '#e91e63', problem: expect.stringContaining(above) }),
			expect.objectContaining({ name: 'Sandbox Bot', isManaged: true, problem: expect.stringContaining('manages') }),
			expect.objectContaining({ name: 'Booster', color: '#00ff00', isManaged: true, canBePinged: false }),
			expect.objectContaining({ name: 'Subscriber', color: null, isManaged: false, canBePinged: true, problem: null }),
			expect.objectContaining({ name: '@everyone', canBePinged: false, problem: 'Everyone has this role.' })
		]);
		expect(roles.map(({ position }) => position)).toEqual([4, 3, 2, 1, 0]);
	});

	it('cannot be given without Manage Roles', async () => {
		const guild = addGuild(['ViewChannel', 'SendMessages', 'MentionEveryone']);
		guild.setEveryonePermissions(Needed.filter((name) => name !== 'SendMessagesInThreads'));
		guild.addRole('Subscriber');
		const { roles, botPermissions } = await directoryOf(guild);
		expect(roles.find(({ name }) => name === 'Subscriber')).toMatchObject({
			problem: 'The bot lacks Manage Roles.',
			canBePinged: true
		});
		expect(botPermissions.missing).toEqual(['SendMessagesInThreads']);
	});
});

describe('the server', () => {
	it('lacks nothing that the bot asks for, after its invite', async () => {
		const guild = addGuild();
		guild.setEveryonePermissions([]);
		expect((await directoryOf(guild)).botPermissions.missing).toEqual([]);
	});

	it('may also get what the bot asks for by @everyone', async () => {
		const guild = addGuild([]);
		expect((await directoryOf(guild)).botPermissions.missing).toEqual([]);
		guild.setEveryonePermissions([]);
		expect((await directoryOf(guild)).botPermissions.missing).toEqual(Needed);
	});

	it('is unknown where the bot is not, without a request for a server of this process', async () => {
		const guild = addGuild();
		await directoryOf(guild);
		guild.remove();
		const [cached, fetched] = clients.map((client) => new GuildDirectories(client));
		await expect.poll(async () => (await cached!.of(guild.id)).isErr()).toBe(true);
		const before = discord.calls.length;
		expect((await cached!.of(guild.id)).unwrapErr()).toMatchObject({ code: 'no_bot' });
		expect(discord.calls.length).toBe(before);
		expect((await fetched!.of(guild.id)).unwrapErr()).toEqual({
			code: 'no_bot',
			hint: 'The bot is not in this server. Add it first.'
		});
		for (const id of ['', '../1', 'abc', '1'.repeat(21)]) {
			expect((await fetched!.of(id)).unwrapErr().code).toBe('no_bot');
		}
	});

	it('of another process is asked for once in 10 seconds, and again for a newer answer', async () => {
		const guild = addGuild();
		const directories = new GuildDirectories(clients[1]!);
		const asked = () => discord.calls.filter(({ path }) => path === `/guilds/${guild.id}/channels`).length;
		await Promise.all([directories.of(guild.id), directories.of(guild.id)]);
		await directories.of(guild.id);
		expect(asked()).toBe(1);
		await directories.of(guild.id, 0);
		expect(asked()).toBe(2);
	});

	it('is unavailable while Discord does not answer or answers nonsense, and that is not kept', async () => {
		const guild = addGuild();
		const directories = new GuildDirectories(clients[1]!);
		for (const route of ['/guilds/{guild_id}', '/guilds/{guild_id}/channels', '/guilds/{guild_id}/members/{user_id}']) {
			for (const fault of [{ status: 502 }, { status: 200, body: [{}] }, 'cut'] as const) {
				const stop = discord.intercept((call) => (call.route === route ? fault : undefined));
				onTestFinished(stop);
				expect((await directories.of(guild.id)).unwrapErr().code).toBe('unavailable');
				stop();
			}
		}
		expect((await directories.of(guild.id)).isOk()).toBe(true);
	});

	it('is unavailable before the login', async () => {
		const client = new Client({ intents: [] });
		expect((await new GuildDirectories(client).of('1')).unwrapErr().code).toBe('unavailable');
	});

	it('is asked from Discord during an outage of its own', async () => {
		const guild = addGuild();
		await directoryOf(guild);
		guild.setUnavailable();
		const cached = clients[0]!;
		await expect.poll(() => cached.guilds.cache.get(guild.id)?.available).toBe(false);
		expect((await new GuildDirectories(cached).of(guild.id)).isOk()).toBe(true);
		guild.setUnavailable(false);
	});

	it('caused no request that Discord would refuse', async () => {
		expect(await discord.problems()).toEqual([]);
	});
});
