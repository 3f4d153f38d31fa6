import {
	ActionRowBuilder,
	ButtonBuilder,
	ButtonStyle,
	type ChatInputCommandInteraction,
	DiscordAPIError,
	MessageFlags,
	PermissionFlagsBits,
	SlashCommandBuilder
} from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedDiscord, type SimulatedGuild, type SimulatedMember } from '../../../../sandbox/discord/index.js';
import { TestBot } from './TestBot.js';

const kick = new SlashCommandBuilder()
	.setName('kick')
	.setDescription('Kick chat')
	.addSubcommand((say) =>
		say
			.setName('say')
			.setDescription('Says')
			.addStringOption((text) => text.setName('message').setDescription('Text').setRequired(true).setMaxLength(20))
			.addIntegerOption((times) => times.setName('times').setDescription('Times').setMinValue(1).setMaxValue(3))
			.addUserOption((user) => user.setName('to').setDescription('Whom'))
			.addStringOption((mood) =>
				mood.setName('mood').setDescription('How').addChoices({ name: 'Happy', value: 'happy' })
			)
	)
	.addSubcommand((chatters) => chatters.setName('chatters').setDescription('Who'));
const check = new SlashCommandBuilder()
	.setName('check')
	.setDescription('Checks')
	.setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild);

describe('slash commands', () => {
	let discord: SimulatedDiscord;
	let bot: TestBot;
	let guild: SimulatedGuild;
	let mod: SimulatedMember;
	let answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>;

	beforeAll(async () => {
		discord = await SimulatedDiscord.start();
		guild = discord.addGuild({ name: 'Home' });
		mod = guild.addMember('mod', { permissions: ['ManageGuild'] });
		bot = await TestBot.start(discord, { commands: [kick, check], onCommand: (interaction) => answer(interaction) });
		await discord.ready({ commands: ['kick', 'check'] });
	});

	beforeEach(() => {
		answer = (interaction) => interaction.reply('unused');
		bot.errors.length = 0;
	});

	afterAll(async () => {
		await bot.stop();
		await discord.stop();
	});

	it('carry their options to the bot and its answer back', async () => {
		answer = (interaction) => {
			const { options } = interaction;
			const to = options.getUser('to', true);
			const words = [options.getSubcommand(), options.getString('message'), options.getInteger('times'), to.username];
			return interaction.reply(words.join(' '));
		};

		const reply = await mod.slash('kick say', { message: 'hi', times: 2, to: mod });

		expect(reply.content).toBe('say hi 2 mod');
		expect(reply.ephemeral).toBe(false);
		expect(reply.deferred).toBe(false);
		expect(guild.channel('general').messages.at(-1)?.payload.content).toBe('say hi 2 mod');
	});

	it('are answered by the edit of a deferred reply, privately when deferred so', async () => {
		answer = async (interaction) => {
			await interaction.deferReply({ flags: MessageFlags.Ephemeral });
			await interaction.editReply('first');
			await interaction.editReply('second');
			await interaction.followUp('after that');
		};

		const reply = await mod.slash('kick chatters');
		expect(reply.deferred).toBe(true);
		expect(reply.ephemeral).toBe(true);

		expect((await reply.next()).content).toBe('second');
		expect((await reply.next()).content).toBe('after that');
		expect((await reply.waitFor(({ content }) => content === 'first')).content).toBe('first');
		expect(reply.content).toBe('second');
		expect(reply.edits.map(({ content }) => content)).toEqual(['second']);
		expect(reply.followups.map(({ content, ephemeral }) => [content, ephemeral])).toEqual([['after that', false]]);
	});

	it('take the first followup of a deferred reply as the answer', async () => {
		answer = async (interaction) => {
			await interaction.deferReply();
			await interaction.followUp({ content: 'done', flags: MessageFlags.Ephemeral });
		};

		const reply = await mod.slash('kick chatters');
		expect(reply.content).toBe('done');
		expect(reply.ephemeral).toBe(false);
		expect(reply.followups).toEqual([]);
	});

	it('show buttons, embeds, files, and whom an answer pings', async () => {
		answer = (interaction) =>
			interaction.reply({
				content: `@everyone <@${mod.id}>`,
				embeds: [{ title: 'Title', fields: [{ name: 'a', value: 'b' }] }],
				components: [
					new ActionRowBuilder<ButtonBuilder>().addComponents(
						new ButtonBuilder().setStyle(ButtonStyle.Link).setLabel('Open').setURL('https://kick.com/a')
					)
				],
				files: [{ attachment: Buffer.from('hello'), name: 'hello.txt' }],
				allowedMentions: { parse: [] }
			});

		const reply = await mod.slash('kick chatters');
		expect(reply.buttons).toEqual([{ label: 'Open', url: 'https://kick.com/a' }]);
		expect(reply.embeds[0]).toMatchObject({ title: 'Title', fields: [{ name: 'a', value: 'b', inline: false }] });
		expect(reply.message.files).toEqual(['hello.txt']);
		expect(reply.allowedMentions).toEqual({ parse: [] });
		expect(reply.mentions).toEqual({ everyone: false, users: [], roles: [] });
	});

	it('ping everyone mentioned unless the bot limits it', async () => {
		answer = (interaction) => interaction.reply(`@here <@${mod.id}> <@&${guild.id}>`);

		const reply = await mod.slash('kick chatters');
		expect(reply.mentions).toEqual({ everyone: true, users: [mod.id], roles: [guild.id] });
	});

	it('cannot be answered twice', async () => {
		answer = async (interaction) => {
			const { id, token, client } = interaction;
			await interaction.reply('once');
			await client.rest.post(`/interactions/${id}/${token}/callback`, {
				body: { type: 4, data: { content: 'twice' } },
				auth: false
			});
		};

		const reply = await mod.slash('kick chatters');
		await discord.waitForCall(({ status, path }) => status === 400 && path.startsWith('/interactions/'));
		expect(reply.content).toBe('once');
		await expect.poll(() => bot.errors).toMatchObject([{ code: 40060 }]);
	});

	it.each([
		['more than 2000 characters', { content: 'x'.repeat(2001) }, 50035],
		['no content', { content: '' }, 50006],
		[
			'a button with a URL of more than 512 characters',
			{
				content: 'x',
				components: [
					{ type: 1, components: [{ type: 2, style: 5, label: 'Go', url: `https://kick.com/${'x'.repeat(512)}` }] }
				]
			},
			50035
		]
	])('refuse an answer with %s', async (_, data, code) => {
		let refusal: unknown;
		answer = async (interaction) => {
			const callback = `/interactions/${interaction.id}/${interaction.token}/callback` as const;
			refusal = await interaction.client.rest
				.post(callback, { body: { type: 4, data }, auth: false })
				.catch((error: unknown) => error);
			await interaction.reply('instead');
		};

		expect((await mod.slash('kick chatters')).content).toBe('instead');
		expect(refusal).toBeInstanceOf(DiscordAPIError);
		expect(refusal).toMatchObject({ code });
	});

	it.each([
		['an unknown command', 'nope', {}, 'Discord offers no /nope: the bot registered /kick, /check'],
		['a missing subcommand', 'kick', {}, '/kick needs a subcommand (it has say, chatters)'],
		['an unknown subcommand', 'kick shout', {}, '/kick has no subcommand "shout" (it has say, chatters)'],
		['a missing option', 'kick say', {}, '/kick say needs the option "message"'],
		['an unknown option', 'kick say', { message: 'a', b: 1 }, '/kick say has no option "b"'],
		['a wrong type', 'kick say', { message: 5 }, '/kick say message: must be a text'],
		['a text over the limit', 'kick say', { message: 'x'.repeat(21) }, 'must have at most 20 characters, has 21'],
		['a number out of range', 'kick say', { message: 'a', times: 4 }, 'must be at most 3'],
		['something that is no choice', 'kick say', { message: 'a', mood: 'sad' }, 'must be one of happy']
	])('are not sent with %s', async (_, path, options, message) => {
		await expect(mod.slash(path, options)).rejects.toThrow(message);
	});

	it('are hidden from users without the permission, but raw ones are sent', async () => {
		const viewer = guild.addMember('viewer');
		await expect(viewer.slash('check')).rejects.toThrow('lacks ManageGuild');

		answer = (interaction) => interaction.reply(String(interaction.memberPermissions?.has('ManageGuild')));
		expect((await viewer.slash('check', {}, { raw: true })).content).toBe('false');
		expect((await mod.slash('check')).content).toBe('true');
		expect((await guild.owner.slash('check')).content).toBe('true');
	});

	it('reach the bot unchecked when raw', async () => {
		answer = (interaction) =>
			interaction.reply(`${interaction.options.getSubcommand()} ${interaction.options.getString('message')?.length}`);

		const reply = await mod.slash('kick say', { message: 'x'.repeat(500) }, { raw: true });
		expect(reply.content).toBe('say 500');
	});

	it('can be sent in direct messages', async () => {
		answer = (interaction) => interaction.reply(`${interaction.inGuild()} ${interaction.user.username}`);
		expect((await mod.slashInDirectMessage('kick chatters')).content).toBe('false mod');
	});

	it('can have their answer taken back', async () => {
		answer = async (interaction) => {
			await interaction.reply('oops');
			await interaction.deleteReply();
		};

		const reply = await mod.slash('kick chatters');
		await discord.waitForCall(({ method, path }) => method === 'DELETE' && path.endsWith('@original'));
		expect(reply.deleted).toBe(true);
	});

	it('leave nothing that Discord would not take, besides what was refused above', async () => {
		const problems = await discord.problems();
		expect(problems.map((problem) => /was refused: .*"code":(\d{5})/.exec(problem)?.[1] ?? problem)).toEqual([
			'40060',
			'50035',
			'50006',
			'50035'
		]);
	});
});
