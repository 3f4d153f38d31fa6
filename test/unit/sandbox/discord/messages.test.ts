import { Events, type Message, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	type DiscordActivity,
	SimulatedDiscord,
	type SimulatedGuild,
	type SimulatedMember
} from '../../../../sandbox/discord/index.js';
import { TestBot } from './TestBot.js';

describe('messages', () => {
	let discord: SimulatedDiscord;
	let bot: TestBot;
	let guild: SimulatedGuild;
	let mod: SimulatedMember;
	let onMessage: (message: Message) => Promise<unknown>;

	beforeAll(async () => {
		discord = await SimulatedDiscord.start();
		guild = discord.addGuild({ name: 'Home' });
		mod = guild.addMember('mod', { permissions: ['ManageGuild'] });
		bot = await TestBot.start(discord);
		bot.client.on(Events.MessageCreate, (message) => {
			if (!message.author.bot) void onMessage(message);
		});
	});

	beforeEach(() => {
		onMessage = async () => undefined;
	});

	afterAll(async () => {
		await bot.stop();
		await discord.stop();
	});

	it('are answered in the channel', async () => {
		onMessage = (message) => message.reply(`you said ${message.content}`);

		const message = await mod.says('hello');
		const answer = await message.reply();
		expect(answer).toMatchObject({ content: 'you said hello', repliesTo: message.id, ephemeral: false });
		expect(answer.mentions.users).toEqual([mod.id]);
	});

	it('find their own answer among those to others, and wait for an edit', async () => {
		onMessage = async (message) => {
			const answer = await message.reply('working');
			await answer.edit(`${message.content} done`);
		};

		const [first, second] = await Promise.all([mod.says('first'), mod.says('second')]);
		const answers = await Promise.all(
			[second, first].map((message) => message.reply({ where: ({ content }) => content.endsWith('done') }))
		);
		expect(answers.map(({ content }) => content)).toEqual(['second done', 'first done']);
	});

	it('show the bot what their author may do', async () => {
		onMessage = (message) => message.reply(String(message.member?.permissions.has(PermissionFlagsBits.ManageGuild)));
		const viewer = guild.addMember('viewer');
		const late = guild.addMember('late mod', { permissions: ['ManageGuild'] });

		const answers = [];
		for (const member of [mod, viewer, late, guild.owner])
			answers.push((await (await member.says('?')).reply()).content);
		expect(answers).toEqual(['true', 'false', 'true', 'true']);
	});

	it('are not sent when Discord would not', async () => {
		await expect(mod.says('  ')).rejects.toThrow('empty');
		await expect(mod.says('x'.repeat(4001))).rejects.toThrow('4000');

		const guest = guild.addMember('guest');
		guest.leave();
		await expect(guest.says('still here')).rejects.toThrow('guest is not in Home');
	});

	it.each([
		['that the bot may not write in', { botMayWrite: false }, 50013],
		['that the bot does not see', { botMayView: false }, 50001]
	])('of the bot are refused in a channel %s', async (name, options, code) => {
		const channel = guild.addChannel(name, options);
		const refused = bot.client.rest.post(`/channels/${channel.id}/messages`, { body: { content: 'hi' } });
		await expect(refused).rejects.toMatchObject({ code });
	});

	it('do not reach a bot that does not see the channel', async () => {
		const seen: string[] = [];
		onMessage = async (message) => {
			seen.push(message.content);
			await message.reply(seen.join());
		};

		await mod.says('secret', { channel: guild.addChannel('hidden', { botMayView: false }) });
		expect((await (await mod.says('public')).reply()).content).toBe('public');
	});

	it('go in both directions in private', async () => {
		onMessage = async (message) => {
			await message.author.send('psst');
			await message.reply('look into your messages');
		};

		const message = await mod.says('!link');
		expect((await message.reply()).content).toBe('look into your messages');
		expect((await mod.directMessage()).content).toBe('psst');

		onMessage = (message) => message.reply(`private ${message.guildId}`);
		const privately = await mod.directMessages('hello');
		expect((await privately.reply()).content).toBe('private null');
	});

	it('cannot be sent to users who accept no direct messages', async () => {
		onMessage = (message) => message.author.send('psst').catch(({ code }) => message.reply(`error ${code}`));

		const message = await guild.addMember('shy', { directMessagesClosed: true }).says('!link');
		expect((await message.reply()).content).toBe('error 50007');
	});

	it('are passed to the listeners of activity', async () => {
		const seen: DiscordActivity[] = [];
		const stop = discord.onActivity((activity) => seen.push(activity));
		onMessage = (message) => message.react('👍').then(() => message.reply('yes'));

		await (await mod.says('ok?')).reply();
		stop();
		await (await mod.says('unseen')).reply();

		expect(seen.map(({ kind, author, text, channel }) => [kind, author.name, text, channel?.name])).toEqual([
			['message', 'mod', 'ok?', 'general'],
			['reaction', 'Sandbox Bot', '👍', 'general'],
			['message', 'Sandbox Bot', 'yes', 'general']
		]);
	});

	it('can be read, edited and deleted by the bot', async () => {
		onMessage = async (message) => {
			const answer = await message.reply('one');
			await answer.edit({ content: 'two', embeds: [{ description: 'embed' }] });
			const page = await message.channel.messages.fetch({ limit: 2 });
			await answer.delete();
			await message.reply([...page.values()].map(({ content }) => content).join());
		};

		const message = await mod.says('go');
		expect((await message.reply({ where: ({ content }) => content.includes(',') })).content).toBe('two,go');
		expect(guild.channel().messages.some(({ payload }) => payload.content === 'two')).toBe(false);
	});

	it('leave nothing that Discord would not take', async () => {
		expect(await discord.problems()).toEqual([]);
	});
});
