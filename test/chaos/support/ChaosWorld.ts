import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from '../../../sandbox/demo/freePort.js';
import { SimulatedDiscord } from '../../../sandbox/discord/index.js';
import { SimulatedKick } from '../../../sandbox/kick/index.js';
import { Channel } from './Channel.js';
import { Effects } from './Effects.js';
import { RecorderBot } from './RecorderBot.js';
import { seedLinks } from './seedLinks.js';

export interface ChaosWorldOptions {
	databaseUrl: string;
	channels: number;
	guildsPerChannel: number;
}

/** Ids of servers. Discord derives the shard from the id: with these, every second server belongs to shard 1 of two. */
const FirstGuildNumber = 400_000_000_000n;

/** Linked channels between a simulated Kick and a simulated Discord, and bots that record what they handle. */
export class ChaosWorld {
	readonly #bots: RecorderBot[] = [];
	readonly #consumers: Effects[] = [];

	private constructor(
		public readonly kick: SimulatedKick,
		public readonly discord: SimulatedDiscord,
		public readonly channels: readonly Channel[],
		public readonly effects: Effects,
		private readonly databaseUrl: string,
		private readonly folder: string,
		private readonly port: number
	) {}

	/** Creates a world that ends with the running test, with every bot that was started in it. */
	public static async start({
		databaseUrl,
		channels: count,
		guildsPerChannel
	}: ChaosWorldOptions): Promise<ChaosWorld> {
		const folder = await mkdtemp(join(tmpdir(), 'kick-chaos-'));
		const port = await freePort();
		const [kick, discord] = await Promise.all([
			SimulatedKick.start({ webhookUrl: webhookUrl(port) }),
			SimulatedDiscord.start()
		]);
		let number = FirstGuildNumber;
		const addGuild = () => discord.addGuild({ id: String(number++ << 22n) }).id;
		const channels = Array.from(
			{ length: count },
			(_, index) =>
				new Channel(kick, kick.addStreamer(`streamer${index}`), Array.from({ length: guildsPerChannel }, addGuild))
		);
		const effects = new Effects(join(folder, 'effects'));
		const world = new ChaosWorld(kick, discord, channels, effects, databaseUrl, folder, port);
		onTestFinished(() => world.#stop());
		await seedLinks(databaseUrl, kick, channels);
		return world;
	}

	/** Returns the effects of a consumer that is not the listeners. */
	public effectsOf(consumer: string): Effects {
		const effects = new Effects(`${this.effects.path}-${consumer}`);
		this.#consumers.push(effects);
		return effects;
	}

	/** Starts a process of the bot at the app's webhook URL. Await its `ready`. */
	public spawnBot(environment: Readonly<Record<string, string>> = {}): RecorderBot {
		return this.#spawn(this.port, environment);
	}

	/** Starts another process with its own address. */
	public async spawnAnother(environment: Readonly<Record<string, string>> = {}): Promise<RecorderBot> {
		return this.#spawn(await freePort(), environment);
	}

	/** Starts another process that receives no webhooks. */
	public spawnWithoutWebhooks(environment: Readonly<Record<string, string>> = {}): RecorderBot {
		return this.#spawn(null, environment);
	}

	#spawn(port: number | null, extra: Readonly<Record<string, string>>): RecorderBot {
		const { kick, discord } = this;
		const environment = {
			DISCORD_TOKEN: discord.token,
			DISCORD_API_BASE_URL: discord.apiUrl,
			KICK_CLIENT_ID: kick.app.clientId,
			KICK_CLIENT_SECRET: kick.app.clientSecret,
			KICK_API_BASE_URL: kick.url,
			KICK_ID_BASE_URL: kick.url,
			KICK_WEB_BASE_URL: kick.url,
			KICK_WEBHOOK_PUBLIC_KEY: kick.publicKeyPem,
			OAUTH_BASE_URL: `http://localhost:${this.port}`,
			DATABASE_URL: this.databaseUrl,
			RECORD_FILE: this.effects.path,
			...(port === null ? {} : { PORT: String(port) }),
			...extra
		};
		const bot = new RecorderBot(environment, this.folder, port === null ? null : webhookUrl(port));
		this.#bots.push(bot);
		return bot;
	}

	async #stop(): Promise<void> {
		await Promise.all(this.#bots.map((bot) => bot.stop()));
		await Promise.all([this.kick.stop(), this.discord.stop()]);
		for (const effects of [this.effects, ...this.#consumers]) effects.close();
		await rm(this.folder, { recursive: true, force: true });
	}
}

function webhookUrl(port: number): string {
	return `http://localhost:${port}/webhooks/kick`;
}
