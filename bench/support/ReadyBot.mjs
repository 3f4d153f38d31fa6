import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser, botEnvironment, SimulatedDiscord, SimulatedKick } from '../../dist/sandbox.js';
import { BotProcess } from './BotProcess.mjs';
import { atEnd } from './cleanUp.mjs';
import { findRedis } from './findRedis.mjs';
import { freePort } from './freePort.mjs';

/** Shorter than the time that the process has for an answer. */
const HandledLimitMs = 110_000;

/** The ready bot, as `npm start` runs it, with a simulated Kick and a simulated Discord. */
export class ReadyBot {
	#environment;
	#nodeOptions;

	/**
	 * @param {{ database: { url?: string }, privateKeyPem?: string, nodeOptions?: string[], processes?: number }} options
	 * Several processes share the database, have a shard each, and all listen for Kick.
	 */
	static async start({ database, privateKeyPem, nodeOptions = [], processes = 1 }) {
		const bot = new ReadyBot();
		bot.stop = atEnd(() => bot.#stop());
		bot.urls = await Promise.all(Array.from({ length: processes }, async () => `http://localhost:${await freePort()}`));
		bot.url = bot.urls[0];
		bot.folder = await mkdtemp(join(tmpdir(), 'kick-bench-'));
		bot.kick = await SimulatedKick.start({
			redirectUris: [`${bot.url}/auth/kick/callback`],
			webhookUrl: `${bot.url}/webhooks/kick`,
			privateKeyPem
		});
		bot.discord = await SimulatedDiscord.start();
		bot.#nodeOptions = nodeOptions;
		bot.#environment = {
			...botEnvironment(bot.kick, bot.discord, bot.url),
			DATABASE_URL: database.url ?? `file:${join(bot.folder, 'kick.db')}`,
			KICK_WEBHOOK_PUBLIC_KEY: bot.kick.publicKeyPem
		};
		await bot.launch();
		// The bot may listen before Discord has its commands.
		await bot.discord.ready({ commands: ['kick'] });
		return bot;
	}

	/** Starts its processes on the database as it is. Returns the milliseconds until all listened. */
	async launch() {
		const begun = performance.now();
		const redisUrl = this.urls.length > 1 ? await findRedis() : null;
		this.processes = await Promise.all(
			this.urls.map((url, shard) => {
				const ofSeveral = { SHARDS: `${shard}`, SHARD_COUNT: `${this.urls.length}`, KICK_HTTP: 'true' };
				return BotProcess.start({
					folder: this.folder,
					environment: {
						...this.#environment,
						PORT: new URL(url).port,
						...(this.urls.length > 1 && ofSeveral),
						...(redisUrl && { REDIS_URL: redisUrl })
					},
					nodeOptions: this.#nodeOptions
				});
			})
		);
		return performance.now() - begun;
	}

	/** The first of its processes; usually it is the only one. */
	get process() {
		return this.processes[0];
	}

	/** Creates a Discord server with a linked and synced Kick channel. */
	async addCommunity(slug = 'streamerone') {
		const guild = this.discord.addGuild({ name: slug });
		const manager = guild.addMember(`${slug}_manager`, { permissions: ['ManageGuild', 'ManageMessages'] });
		const streamer = this.kick.addStreamer(slug);
		await manager.slash('kick channel', { name: slug });
		this.kick.oauth.signIn(slug);
		const link = await manager.slash('kick link');
		const page = await new Browser().open(link.buttons[0].url);
		await (await page.submit('Continue to Kick')).submit('Allow');
		return { guild, streamer };
	}

	/** Waits until this many deliveries to Discord servers have succeeded since the process started; returns how many. */
	async handled(count, limitMs = HandledLimitMs) {
		return (await this.process.ask('handled', { count, limitMs })).handled;
	}

	async #stop() {
		await Promise.all((this.processes ?? []).map((process) => process.kill()));
		await Promise.all([this.kick?.stop(), this.discord?.stop()]);
		await rm(this.folder, { recursive: true, force: true });
	}
}
