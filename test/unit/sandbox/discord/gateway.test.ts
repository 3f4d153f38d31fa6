import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, SlashCommandBuilder, Status } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordActivity, SimulatedDiscord } from '../../../../sandbox/discord/index.js';
import { restOf, TestBot, type TestBotOptions } from './TestBot.js';

const ping = new SlashCommandBuilder().setName('ping').setDescription('Ping');

describe('the gateway', () => {
	let discord: SimulatedDiscord;
	const bots: TestBot[] = [];

	const startBot = async (options: TestBotOptions = {}): Promise<TestBot> => {
		const bot = await TestBot.start(discord, {
			commands: [ping],
			onCommand: (interaction) => interaction.reply(`pong ${interaction.guild?.shardId}`),
			...options
		});
		bots.push(bot);
		return bot;
	};

	beforeEach(async () => {
		discord = await SimulatedDiscord.start();
	});

	afterEach(async () => {
		await Promise.all(bots.splice(0).map((bot) => bot.stop()));
		await discord.stop();
	});

	it('lets a bot resume after its connection was lost, with what it missed', async () => {
		const guild = discord.addGuild();
		const { client } = await startBot();

		const resumed = once(client, Events.ShardResume);
		discord.dropGateway();
		const reply = guild.owner.slash('ping');

		expect((await reply).content).toBe('pong 0');
		const [, replayed] = await resumed;
		expect(replayed).toBeGreaterThanOrEqual(1);
	});

	it('can be out of order for a while', async () => {
		const guild = discord.addGuild();
		const { client } = await startBot();
		const activity: DiscordActivity[] = [];
		discord.onActivity((entry) => activity.push(entry));

		const reconnecting = once(client, Events.ShardReconnecting);
		discord.refuseConnections();
		await reconnecting;
		expect(client.ws.shards.first()?.status).not.toBe(Status.Ready);
		expect(discord.isBotConnected).toBe(false);

		const resumed = once(client, Events.ShardResume);
		discord.acceptConnections();
		await resumed;
		expect((await guild.owner.slash('ping')).content).toBe('pong 0');
		expect(activity.map(({ kind }) => kind)).toEqual(['disconnected', 'connected', 'command', 'answer']);
	});

	it('refuses a wrong token', async () => {
		const client = new Client({ intents: [], rest: { api: discord.apiUrl } });
		await expect(client.login('wrong')).rejects.toThrow('An invalid token was provided.');
		expect(await discord.problems()).toEqual(['GET /gateway/bot: came with a wrong token']);
	});

	it('refuses intents that are switched off in the developer portal', async () => {
		const strict = await SimulatedDiscord.start({ disallowedIntents: ['MessageContent'] });
		const client = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: strict.apiUrl } });

		await expect(client.login(strict.token)).rejects.toThrow('Used disallowed intents');
		await client.destroy();
		await strict.stop();
	});

	it('blanks what people write for a bot without the MessageContent intent, unless it is mentioned', async () => {
		const guild = discord.addGuild();
		const { client } = await startBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
		client.on(Events.MessageCreate, (message) => {
			if (!message.author.bot) void message.reply(`"${message.content}"`);
		});

		const [blank, mention] = [await guild.owner.says('hello'), await guild.owner.says(`hello ${discord.bot.mention}`)];
		expect((await blank.reply()).content).toBe('""');
		expect((await mention.reply()).content).toBe(`"hello ${discord.bot.mention}"`);
	});

	it('notifies the bot of Discord servers that join, leave, and are unavailable', async () => {
		const { client } = await startBot();

		const created = once(client, Events.GuildCreate);
		const guild = discord.addGuild({ name: 'Late' });
		await created;
		expect((await guild.owner.slash('ping')).content).toBe('pong 0');

		const unavailable = once(client, Events.GuildUnavailable);
		guild.setUnavailable();
		await unavailable;
		await expect(guild.owner.slash('ping')).rejects.toThrow('Late is down');

		const available = once(client, Events.GuildAvailable);
		guild.setUnavailable(false);
		await available;

		const deleted = once(client, Events.GuildDelete);
		guild.remove();
		await deleted;
		await expect(guild.owner.slash('ping')).rejects.toThrow('The bot is not in Late');
		await expect(restOf(discord).get(`/guilds/${guild.id}`)).rejects.toMatchObject({ code: 10004 });
		await expect(restOf(discord).get(`/channels/${guild.channel().id}`)).rejects.toMatchObject({ code: 50001 });

		const again = once(client, Events.GuildCreate);
		guild.add();
		await again;
		expect((await guild.owner.slash('ping')).content).toBe('pong 0');
	});

	it('splits the Discord servers over the shards of a bot', async () => {
		// The shard is the millisecond of the id, modulo two.
		const guilds = [400_000_000_000n, 400_000_000_001n].map((time) => discord.addGuild({ id: String(time << 22n) }));
		await startBot({ shards: [0, 1], shardCount: 2 });
		await discord.ready();

		const answers = await Promise.all(guilds.map(async ({ owner }) => (await owner.slash('ping')).content));
		expect(answers.sort()).toEqual(['pong 0', 'pong 1']);
	});

	it('answers a request for members', async () => {
		const guild = discord.addGuild();
		const { client } = await startBot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
		guild.addMember('ana');

		const members = await client.guilds.cache.get(guild.id)?.members.fetch();
		expect(members?.map(({ user }) => user.username).sort()).toEqual(['Sandbox Bot', 'ana', 'owner']);
	});

	it('says what is missing when no bot gets ready', async () => {
		await expect(discord.ready({ limitMs: 20 })).rejects.toThrow('No bot has connected');
		await startBot({ commands: [] });
		await expect(discord.ready({ limitMs: 20 })).rejects.toThrow('has not registered any command');
		await expect(discord.ready({ limitMs: 20, commands: ['kick'] })).rejects.toThrow('has not registered /kick');
	});

	it('leaves nothing open when it is stopped, even with a bot connected and something waited for', async () => {
		const guild = discord.addGuild();
		const bot = await startBot({ onCommand: () => Promise.resolve() });
		const waiting = expect(guild.owner.slash('ping')).rejects.toThrow('The simulated Discord was stopped.');
		const { apiUrl } = discord;

		await discord.stop();
		await discord.stop();
		await waiting;
		await bot.stop();

		await expect(fetch(`${apiUrl}/v10/gateway`)).rejects.toThrow();
		await expect.poll(() => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))).toEqual([]);
	});
});
