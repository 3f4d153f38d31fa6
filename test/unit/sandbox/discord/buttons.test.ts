import {
	ActionRowBuilder,
	AttachmentBuilder,
	ButtonBuilder,
	type ButtonInteraction,
	ButtonStyle,
	Events,
	MessageFlags,
	SlashCommandBuilder
} from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	SimulatedDiscord,
	type SimulatedGuild,
	type SimulatedMember,
	type SimulatedReply
} from '../../../../sandbox/discord/index.js';
import { TestBot } from './TestBot.js';

const show = new SlashCommandBuilder().setName('show').setDescription('Shows buttons');

function buttons(): ActionRowBuilder<ButtonBuilder>[] {
	const button = (label: string) =>
		new ButtonBuilder().setStyle(ButtonStyle.Primary).setLabel(label).setCustomId(`test:${label}`);
	const link = new ButtonBuilder().setStyle(ButtonStyle.Link).setLabel('Open').setURL('https://kick.com');
	return [new ActionRowBuilder<ButtonBuilder>().addComponents(button('Go'), button('Off').setDisabled(true), link)];
}

describe('buttons', () => {
	let discord: SimulatedDiscord;
	let bot: TestBot;
	let guild: SimulatedGuild;
	let mia: SimulatedMember;
	let shown: SimulatedReply;
	let isPrivate = false;
	let answer: (interaction: ButtonInteraction) => Promise<unknown>;

	beforeAll(async () => {
		discord = await SimulatedDiscord.start();
		guild = discord.addGuild({ name: 'Home' });
		mia = guild.addMember('mia');
		bot = await TestBot.start(discord, {
			commands: [show],
			onCommand: (interaction) =>
				interaction.reply({
					content: 'here',
					components: buttons(),
					files: [new AttachmentBuilder(Buffer.from('one'), { name: 'one.txt', description: 'the number one' })],
					...(isPrivate && { flags: MessageFlags.Ephemeral })
				})
		});
		bot.client.on(Events.InteractionCreate, (interaction) => {
			if (interaction.isButton()) answer(interaction).catch((error: unknown) => bot.errors.push(error));
		});
		await discord.ready({ commands: ['show'] });
	});

	beforeEach(async () => {
		isPrivate = false;
		shown = await mia.slash('show');
	});

	afterAll(async () => {
		await bot.stop();
		await discord.stop();
	});

	it('carry their id and message to the bot, for each user who presses', async () => {
		answer = (interaction) =>
			interaction.reply([interaction.customId, interaction.message.id, interaction.user.username].join(' '));
		const zoe = guild.addMember('zoe');
		const reply = await zoe.press(shown.message, 'Go');
		expect(reply.content).toBe(`test:Go ${shown.message.id} zoe`);
		expect(reply.deferred).toBe(false);
		expect(shown.content).toBe('here');
	});

	it('let the bot change their message at once, or later', async () => {
		answer = (interaction) => interaction.update({ content: 'changed' });
		expect((await mia.press(shown.message, 'Go')).content).toBe('changed');
		answer = async (interaction) => {
			await interaction.deferUpdate();
			await interaction.editReply({ content: 'changed again', components: [] });
			await interaction.followUp({ content: 'just for you', flags: MessageFlags.Ephemeral });
		};
		const reply = await mia.press(shown.message, 'Go');
		expect(reply.deferred).toBe(true);
		expect((await reply.next()).content).toBe('just for you');
		expect(reply.content).toBe('changed again');
		expect(reply.followups.map(({ ephemeral }) => ephemeral)).toEqual([true]);
		const general = guild.channel('general');
		expect(general.find(shown.message.id)?.payload.content).toBe('changed again');
		await expect(mia.press(shown.message, 'Go')).rejects.toThrow('has no button "Go"');
	});

	it('are only for the user who sees the message', async () => {
		isPrivate = true;
		const secret = await mia.slash('show');
		answer = (interaction) => interaction.update({ content: 'seen' });
		const zoe = guild.addMember('zoe2');
		await expect(zoe.press(secret.message, 'Go')).rejects.toThrow("zoe2 can't see the message");
		expect((await mia.press(secret.message, 'Go')).content).toBe('seen');
	});

	it('cannot be pressed when they are disabled, a link, or not there', async () => {
		expect(shown.buttons).toEqual([
			{ label: 'Go', url: null },
			{ label: 'Off', url: null, disabled: true },
			{ label: 'Open', url: 'https://kick.com' }
		]);
		await expect(mia.press(shown.message, 'Off')).rejects.toThrow('is disabled');
		await expect(mia.press(shown.message, 'Open')).rejects.toThrow('does not call the bot');
		await expect(mia.press(shown.message, 'Gone')).rejects.toThrow('has no button "Gone"');
	});

	it('can have files replaced, which are there to be downloaded with their text', async () => {
		const [file] = shown.message.payload.attachments;
		expect(file).toMatchObject({ filename: 'one.txt', description: 'the number one' });
		expect(await (await fetch(file!.url)).text()).toBe('one');
		answer = async (interaction) => {
			await interaction.deferUpdate();
			await interaction.editReply({ files: [{ attachment: Buffer.from('two'), name: 'two.txt' }], attachments: [] });
		};
		const { message } = await mia.press(shown.message, 'Go');
		expect(message.files).toEqual(['two.txt']);
		expect(await (await fetch(message.payload.attachments[0]!.url)).text()).toBe('two');
		expect((await fetch(`${file!.url}x`)).status).toBe(404);
	});

	it('did nothing that Discord would not take', async () => {
		expect(bot.errors).toEqual([]);
		expect(await discord.problems()).toEqual([]);
	});
});
