import { once } from 'node:events';
import {
	ApplicationCommandRegistries,
	type ApplicationCommandRegistry,
	type ChatInputCommandDeniedPayload,
	Command,
	container,
	Events,
	Listener,
	LogLevel,
	type MessageCommandDeniedPayload,
	RegisterBehavior,
	SapphireClient,
	type UserError
} from '@sapphire/framework';
import { GatewayIntentBits, type Message, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SimulatedDiscord, type SimulatedGuild } from '../../../../sandbox/discord/index.js';

class GreetCommand extends Command {
	public constructor(context: Command.LoaderContext) {
		super(context, { name: 'greet', description: 'Greets', requiredUserPermissions: ['ManageGuild'] });
	}

	public override registerApplicationCommands(registry: ApplicationCommandRegistry): void {
		registry.registerChatInputCommand((builder) =>
			builder
				.setName(this.name)
				.setDescription(this.description)
				.addStringOption((name) => name.setName('name').setDescription('Whom').setRequired(true))
		);
	}

	public override async chatInputRun(interaction: Command.ChatInputCommandInteraction): Promise<void> {
		await interaction.deferReply({ flags: MessageFlags.Ephemeral });
		await interaction.editReply(`Hello ${interaction.options.getString('name', true)}`);
	}

	public override async messageRun(message: Message): Promise<void> {
		await message.reply('Hello by prefix');
	}
}

class SlashDenial extends Listener<typeof Events.ChatInputCommandDenied> {
	public override async run({ identifier }: UserError, { interaction }: ChatInputCommandDeniedPayload): Promise<void> {
		await interaction.reply({ content: `denied: ${identifier}`, flags: MessageFlags.Ephemeral });
	}
}

class MessageDenial extends Listener<typeof Events.MessageCommandDenied> {
	public override async run({ identifier }: UserError, { message }: MessageCommandDeniedPayload): Promise<void> {
		await message.reply(`denied: ${identifier}`);
	}
}

describe('a Sapphire bot', () => {
	let discord: SimulatedDiscord;
	let client: SapphireClient;
	let guild: SimulatedGuild;

	beforeAll(async () => {
		discord = await SimulatedDiscord.start();
		guild = discord.addGuild({ name: 'Home' });
		ApplicationCommandRegistries.setDefaultBehaviorWhenNotIdentical(RegisterBehavior.BulkOverwrite);
		client = new SapphireClient({
			intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
			rest: { api: discord.apiUrl },
			baseUserDirectory: null,
			loadMessageCommandListeners: true,
			defaultPrefix: '!',
			logger: { level: LogLevel.Error }
		});
		await container.stores.loadPiece({ store: 'commands', name: 'greet', piece: GreetCommand });
		await container.stores.loadPiece({ store: 'listeners', name: Events.ChatInputCommandDenied, piece: SlashDenial });
		await container.stores.loadPiece({ store: 'listeners', name: Events.MessageCommandDenied, piece: MessageDenial });

		const isRegistered = once(client, Events.ApplicationCommandRegistriesRegistered);
		await client.login(discord.token);
		await discord.ready({ commands: ['greet'] });
		await isRegistered;
	});

	afterAll(async () => {
		await client.destroy();
		await discord.stop();
	});

	it('answers a slash command', async () => {
		const reply = await guild.owner.slash('greet', { name: 'Ana' });
		expect(reply).toMatchObject({ content: 'Hello Ana', deferred: true, ephemeral: true });
	});

	it('answers a prefix command', async () => {
		const message = await guild.owner.says('!greet');
		expect((await message.reply()).content).toBe('Hello by prefix');
	});

	it('denies both to users without the permission', async () => {
		const viewer = guild.addMember('viewer');

		const reply = await viewer.slash('greet', { name: 'Ana' });
		expect(reply).toMatchObject({ content: 'denied: preconditionUserPermissions', ephemeral: true });

		const message = await viewer.says('!greet');
		expect((await message.reply()).content).toBe('denied: preconditionUserPermissions');
	});

	it('does nothing that Discord would not take', async () => {
		expect(await discord.problems()).toEqual([]);
	});
});
