import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Browser, botEnvironment, SimulatedDiscord, SimulatedKick } from '../../dist/sandbox.js';

const StartLimitMs = 30_000;
const Entry = new URL('../../dist/bot.js', import.meta.url).pathname;

/** The ready bot, as `npm start` runs it, in a process of its own between a simulated Kick and a simulated Discord. */
export class OurBot {
	/** @param {{ database: { url: string }, privateKeyPem?: string, environment?: Record<string, string> }} options */
	static async start({ database, privateKeyPem, environment = {} }) {
		const port = await freePort();
		const url = `http://localhost:${port}`;
		const kick = await SimulatedKick.start({
			redirectUris: [`${url}/auth/kick/callback`],
			webhookUrl: `${url}/webhooks/kick`,
			privateKeyPem
		});
		const discord = await SimulatedDiscord.start();
		const folder = await mkdtemp(join(tmpdir(), 'kick-bench-'));
		const child = spawn(process.execPath, ['--expose-gc', Entry], {
			cwd: folder,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {
				PATH: process.env.PATH,
				HOME: process.env.HOME,
				...botEnvironment(kick, discord, url),
				DATABASE_URL: database.url ?? `file:${join(folder, 'kick.db')}`,
				KICK_WEBHOOK_PUBLIC_KEY: kick.publicKeyPem,
				...environment
			}
		});
		const bot = new OurBot();
		Object.assign(bot, { url, kick, discord, child, folder });
		await listening(child);
		return bot;
	}

	/** A Discord server with a linked and synced Kick channel. */
	async addCommunity(slug = 'streamerone') {
		const guild = this.discord.addGuild({ name: slug });
		const manager = guild.addMember(`${slug}_manager`, { permissions: ['ManageGuild', 'ManageMessages'] });
		const streamer = this.kick.addStreamer(slug);
		await manager.slash('kick channel', { name: slug });
		this.kick.oauth.signIn(slug);
		const link = await manager.slash('kick link');
		await (await new Browser().open(link.buttons[0].url)).submit('Allow');
		return { guild, manager, streamer };
	}

	/** A figure of `/metrics`, added up over its labels that match. */
	async metric(name, labels = '') {
		const text = await (await fetch(`${this.url}/metrics`)).text();
		return text
			.split('\n')
			.filter((line) => line.startsWith(name) && line.includes(labels))
			.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
	}

	/** Waits until so many deliveries to Discord servers have ended well. */
	async handled(count, limitMs = 120_000) {
		const until = performance.now() + limitMs;
		for (;;) {
			const handled = await this.metric('kick_deliveries_total', 'state="handled"');
			if (handled >= count || performance.now() > until) return handled;
			await pause(20);
		}
	}

	/** Resident bytes of the bot's process. */
	async residentBytes() {
		const status = await readFile(`/proc/${this.child.pid}/status`, 'utf8');
		return Number(/VmRSS:\s+(\d+) kB/.exec(status)[1]) * 1_024;
	}

	async stop() {
		if (this.child.exitCode === null) {
			const exited = once(this.child, 'exit');
			this.child.kill('SIGKILL');
			await exited;
		}
		await Promise.all([this.kick.stop(), this.discord.stop()]);
		await rm(this.folder, { recursive: true, force: true });
	}
}

async function listening(child) {
	let log = '';
	const ready = new Promise((resolve, reject) => {
		child.once('exit', (code) => reject(new Error(`The bot ended with code ${code}.\n${log}`)));
		for (const stream of [child.stdout, child.stderr]) {
			createInterface({ input: stream }).on('line', (line) => {
				log = `${log}\n${line}`.slice(-4_000);
				if (line.includes('Listening on port')) resolve();
			});
		}
	});
	const late = pause(StartLimitMs, undefined, { ref: false }).then(() => {
		throw new Error(`The bot did not listen within ${StartLimitMs / 1_000} s.\n${log}`);
	});
	await Promise.race([ready, late]);
}

async function freePort() {
	const server = createServer().listen(0, 'localhost');
	await once(server, 'listening');
	const { port } = server.address();
	server.close();
	await once(server, 'close');
	return port;
}
