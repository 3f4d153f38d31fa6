import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { botEnvironment } from '../botEnvironment.js';
import { SimulatedDiscord } from '../discord/index.js';
import { SimulatedKick } from '../kick/index.js';
import { BotProcess, neededVariables } from './BotProcess.js';
import { freePort } from './freePort.js';

export interface SandboxOptions {
	/** The bot's entry file. */
	entry: string;
	/** Additional variables of the bot. */
	environment?: Readonly<Record<string, string>>;
	onBotLine?: (line: string) => void;
}

/** Ready bot between a simulated Kick and a simulated Discord on loopback ports, with its own database. */
export class Sandbox {
	private constructor(
		public readonly kick: SimulatedKick,
		public readonly discord: SimulatedDiscord,
		public readonly bot: BotProcess,
		/** Public address of the bot. */
		public readonly botUrl: string,
		private readonly folder: string,
		private readonly environment: Readonly<Record<string, string>>,
		private readonly cli: string
	) {}

	/** Starts all parts. When one can't start, the others are stopped again. */
	public static async start({ entry, environment: extra, onBotLine }: SandboxOptions): Promise<Sandbox> {
		const folder = await mkdtemp(join(tmpdir(), 'kick-sandbox-'));
		const port = await freePort();
		const botUrl = `http://localhost:${port}`;
		const kick = await SimulatedKick.start({
			redirectUris: [`${botUrl}/auth/kick/callback`],
			webhookUrl: `${botUrl}/webhooks/kick`
		});
		const discord = await SimulatedDiscord.start({ redirectUris: [`${botUrl}/dashboard/callback`] });
		try {
			const environment = {
				...botEnvironment(kick, discord, botUrl),
				DATABASE_URL: `file:${join(folder, 'kick.db')}`,
				...extra
			};
			const bot = await BotProcess.start({ entry, folder, environment, onLine: onBotLine });
			await discord.ready();
			return new Sandbox(kick, discord, bot, botUrl, folder, environment, join(dirname(entry), 'cli.js'));
		} catch (error) {
			await Promise.all([kick.stop(), discord.stop(), rm(folder, { recursive: true, force: true })]);
			throw error;
		}
	}

	/** Runs the `kick-plugin` command beside the bot and returns its output. @throws Error when it fails. */
	public async runCli(...args: string[]): Promise<string> {
		const env = { ...neededVariables(), ...this.environment };
		const { stdout } = await promisify(execFile)(process.execPath, [this.cli, ...args], { cwd: this.folder, env });
		return stdout.trim();
	}

	public async stop(): Promise<void> {
		await this.bot.stop();
		await Promise.all([this.kick.stop(), this.discord.stop()]);
		await rm(this.folder, { recursive: true, force: true });
	}
}
