import { type ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import {
	SimulatedDiscord,
	type SimulatedDiscordOptions,
	type SimulatedMember
} from '../../../../sandbox/discord/index.js';
import { TestBot } from './TestBot.js';

const ping = new SlashCommandBuilder().setName('ping').setDescription('Ping');

describe('the limits of an interaction', () => {
	let discord: SimulatedDiscord;
	let bot: TestBot;

	const start = async (
		options: SimulatedDiscordOptions,
		onCommand: (interaction: ChatInputCommandInteraction) => Promise<unknown>
	): Promise<SimulatedMember> => {
		discord = await SimulatedDiscord.start(options);
		const { owner } = discord.addGuild();
		bot = await TestBot.start(discord, { commands: [ping], onCommand });
		return owner;
	};

	afterEach(async () => {
		await bot.stop();
		await discord.stop();
	});

	it('are three seconds to acknowledge: the user sees an error, and a late answer gets 10062', async () => {
		let received: ChatInputCommandInteraction | undefined;
		const owner = await start({ acknowledgeMs: 100 }, async (interaction) => {
			received = interaction;
		});

		await expect(owner.slash('ping')).rejects.toThrow('The application did not respond: no answer to /ping');
		await expect.poll(() => received).toBeDefined();
		await expect(received?.reply('too late')).rejects.toMatchObject({ code: 10062 });
	});

	it('are fifteen minutes for everything after: then the token is no longer good', async () => {
		let received: ChatInputCommandInteraction | undefined;
		const owner = await start({ interactionTokenMs: 300 }, async (interaction) => {
			received = interaction;
			await interaction.reply('pong');
		});

		await owner.slash('ping');
		const edited = () =>
			received?.editReply('again').then(
				() => 0,
				({ code }) => code
			);
		await expect.poll(edited).toBe(50027);
	});

	it('are a first answer before any followup', async () => {
		let refusal: unknown;
		const owner = await start({}, async (interaction) => {
			refusal = await interaction.webhook.send('too early').catch(({ code }) => code);
			await interaction.reply('pong');
		});

		expect((await owner.slash('ping')).content).toBe('pong');
		expect(refusal).toBe(10015);
	});

	it('are seen when the bot thinks and then deletes its answer', async () => {
		const owner = await start({}, async (interaction) => {
			await interaction.deferReply();
			await interaction.deleteReply();
		});

		await expect(owner.slash('ping')).rejects.toThrow('The bot deleted its answer to /ping before it gave one.');
	});
});
