import { once } from 'node:events';
import type { ChatInputCommandInteraction, ClientOptions, SlashCommandBuilder } from 'discord.js';
import { Client, Events, GatewayIntentBits, type Interaction, Partials, REST, Routes } from 'discord.js';
import type { SimulatedDiscord } from '../../../../sandbox/discord/index.js';

const AllIntents = [
	GatewayIntentBits.Guilds,
	GatewayIntentBits.GuildMessages,
	GatewayIntentBits.DirectMessages,
	GatewayIntentBits.MessageContent
];

export interface TestBotOptions extends Partial<ClientOptions> {
	commands?: readonly Pick<SlashCommandBuilder, 'toJSON'>[];
	onCommand?: (interaction: ChatInputCommandInteraction) => Promise<unknown>;
}

/** A plain discord.js bot at a simulated Discord, ready to be used. */
export class TestBot {
	/** Errors that the handler of commands threw. */
	public readonly errors: unknown[] = [];

	private constructor(public readonly client: Client) {}

	public static async start(
		discord: SimulatedDiscord,
		{ commands = [], onCommand, ...options }: TestBotOptions = {}
	): Promise<TestBot> {
		const client = new Client({
			intents: AllIntents,
			partials: [Partials.Channel],
			rest: { api: discord.apiUrl, globalRequestsPerSecond: 10_000, retries: 0 },
			...options
		});
		const bot = new TestBot(client);
		client.on(Events.InteractionCreate, (interaction: Interaction) => {
			if (!interaction.isChatInputCommand()) return;
			onCommand?.(interaction).catch((error: unknown) => bot.errors.push(error));
		});

		const isReady = once(client, Events.ClientReady);
		await client.login(discord.token);
		await isReady;
		await restOf(discord).put(Routes.applicationCommands(discord.application.id), {
			body: commands.map((command) => command.toJSON())
		});
		return bot;
	}

	public stop(): Promise<void> {
		return this.client.destroy();
	}
}

/** Calls Discord's REST API as a script does. */
export function restOf(discord: SimulatedDiscord, token = discord.token): REST {
	return new REST({ api: discord.apiUrl, retries: 0 }).setToken(token);
}
