import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Browser, botEnvironment, SimulatedDiscord, SimulatedKick } from '../../dist/sandbox.js';
import { BotProcess } from './BotProcess.mjs';
import { atEnd } from './cleanUp.mjs';
import { freePort } from './freePort.mjs';

/** The ready bot, as `npm start` runs it, in a process of its own between a simulated Kick and a simulated Discord. */
export class OurBot {
	#environment;
	#nodeOptions;

	/** @param {{ database: { url?: string }, privateKeyPem?: string, nodeOptions?: string[] }} options */
	static async start({ database, privateKeyPem, nodeOptions = [] }) {
		const bot = new OurBot();
		bot.stop = atEnd(() => bot.#stop());
		const url = `http://localhost:${await freePort()}`;
		bot.url = url;
		bot.folder = await mkdtemp(join(tmpdir(), 'kick-bench-'));
		bot.kick = await SimulatedKick.start({
			redirectUris: [`${url}/auth/kick/callback`],
			webhookUrl: `${url}/webhooks/kick`,
			privateKeyPem
		});
		bot.discord = await SimulatedDiscord.start();
		bot.#nodeOptions = nodeOptions;
		bot.#environment = {
			...botEnvironment(bot.kick, bot.discord, url),
			DATABASE_URL: database.url ?? `file:${join(bot.folder, 'kick.db')}`,
			KICK_WEBHOOK_PUBLIC_KEY: bot.kick.publicKeyPem
		};
		await bot.launch();
		// It may listen before Discord has its commands.
		await bot.discord.ready({ commands: ['kick'] });
		return bot;
	}

	/** Starts the process, on the database as it is. Answers how many milliseconds it took until it listened. */
	async launch() {
		const begun = performance.now();
		this.process = await BotProcess.start({
			folder: this.folder,
			environment: this.#environment,
			nodeOptions: this.#nodeOptions
		});
		return performance.now() - begun;
	}

	/** A Discord server with a linked and synced Kick channel. */
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

	/** A figure of `/metrics`, added up over those of its lines that have all of the labels. */
	async metric(name, ...labels) {
		const text = await (await fetch(`${this.url}/metrics`)).text();
		return text
			.split('\n')
			.filter((line) => line.startsWith(name) && labels.every((label) => line.includes(label)))
			.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
	}

	/** Waits until so many deliveries to Discord servers have ended well since the process began; answers how many. */
	async handled(count, limitMs = 120_000) {
		const until = performance.now() + limitMs;
		for (;;) {
			const handled = await this.metric('kick_deliveries_total', 'consumer="listeners"', 'state="handled"');
			if (handled >= count || performance.now() > until) return handled;
			await pause(10);
		}
	}

	async #stop() {
		await this.process?.kill();
		await Promise.all([this.kick?.stop(), this.discord?.stop()]);
		await rm(this.folder, { recursive: true, force: true });
	}
}
