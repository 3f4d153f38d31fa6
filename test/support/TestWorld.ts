import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { container, type SapphireClient } from '@sapphire/framework';
import { Browser } from '../../sandbox/Browser.js';
import { botEnvironment } from '../../sandbox/botEnvironment.js';
import type { Page } from '../../sandbox/browser/Page.js';
import { freePort } from '../../sandbox/demo/freePort.js';
import { SimulatedDiscord, type SimulatedGuild, type SimulatedMember } from '../../sandbox/discord/index.js';
import { SimulatedKick, type Streamer } from '../../sandbox/kick/index.js';
import { loadBotConfig } from '../../src/bot/botConfig.js';
import { createBot } from '../../src/bot/createBot.js';
import { stopHttpServer } from '../../src/bot/stopHttpServer.js';
import { HeardEvents } from './heardEvents.js';
import { PatienceMs } from './patience.js';
import { postgresqlPlace } from './postgresql/postgresqlPlace.js';
import { sqlitePlace } from './sqlitePlace.js';
import type { TemporaryPlace } from './TemporaryPlace.js';
import { untilHealthy } from './untilHealthy.js';

type Variables = Readonly<Record<string, string>>;

/** A Discord server with a Kick channel, and its manager. */
export interface Community {
	guild: SimulatedGuild;
	manager: SimulatedMember;
	streamer: Streamer;
}

/**
 * The real bot in this process, between a simulated Kick and a simulated Discord, on real sockets.
 *
 * Each test file has one, because Sapphire's container and registries are globals of the process. Tests do not affect
 * each other, because each uses its own Discord server and Kick channel.
 */
export class TestWorld {
	#communities = 0;

	private constructor(
		public readonly kick: SimulatedKick,
		public readonly discord: SimulatedDiscord,
		public readonly client: SapphireClient,
		/** The bot's public address. */
		public readonly url: string,
		/** Log of the bot, as a person reads it. */
		public readonly log: readonly string[],
		/** Database of the bot, as another program sees it. */
		public readonly place: TemporaryPlace,
		/** Events since the login, if the database was prepared. */
		public readonly firstEvents: HeardEvents | null
	) {}

	/**
	 * @param extra Environment variables beside the usual ones.
	 * @param publicUrl URL that people use. Default: the port that the bot listens on.
	 * @param prepare Fills the database before the bot starts.
	 */
	public static async start(
		extra: Variables | ((kick: SimulatedKick) => Variables) = {},
		publicUrl?: string,
		prepare?: (place: TemporaryPlace, discord: SimulatedDiscord) => Promise<void>
	): Promise<TestWorld> {
		const place = await (process.env.TEST_DATABASE === 'postgresql' ? postgresqlPlace() : sqlitePlace());
		const port = await freePort();
		const ownUrl = `http://localhost:${port}`;
		const url = publicUrl ?? ownUrl;
		const kick = await SimulatedKick.start({
			redirectUris: [`${url}/auth/kick/callback`],
			webhookUrl: `${ownUrl}/webhooks/kick`
		});
		const discord = await SimulatedDiscord.start({
			redirectUris: [`${url}/dashboard/callback`],
			acknowledgeMs: PatienceMs
		});
		await prepare?.(place, discord);
		// The same variables as for `npm start`. Vitest runs each test file in its own process.
		Object.assign(process.env, botEnvironment(kick, discord, ownUrl), {
			OAUTH_BASE_URL: url,
			DATABASE_URL: place.url,
			KICK_WEBHOOK_PUBLIC_KEY: kick.publicKeyPem,
			...(typeof extra === 'function' ? extra(kick) : extra)
		});
		const config = loadBotConfig(process.env).unwrap();
		const client = createBot(config);
		const firstEvents = prepare ? new HeardEvents(client) : null;
		const log = recordLog();
		await client.login(discord.token);
		await discord.ready();
		await client.server.connect();
		await untilHealthy(ownUrl);
		return new TestWorld(kick, discord, client, url, log, place, firstEvents);
	}

	public get port(): number {
		return (this.client.server.server.address() as AddressInfo).port;
	}

	/** Creates a Discord server and a Kick channel that are not connected yet. */
	public createCommunity({ name }: { name?: string } = {}): Community {
		const number = ++this.#communities;
		const guild = this.discord.addGuild({ name: name ?? `Server ${number}` });
		const manager = guild.addMember(`manager${number}`, { permissions: ['ManageGuild', 'ManageMessages'] });
		return { guild, manager, streamer: this.kick.addStreamer(`streamer${number}`) };
	}

	/** Creates a Discord server whose Kick channel is set, linked and synced, by its commands and the browser. */
	public async createLinkedCommunity(): Promise<Community> {
		const community = this.createCommunity();
		const { manager, streamer } = community;
		await manager.slash('kick channel', { name: streamer.slug });
		await this.link(community);
		return community;
	}

	/** Does `/kick link`, and "Allow" on Kick's page as the streamer. */
	public async link({ manager, streamer }: Community): Promise<Page> {
		this.kick.oauth.signIn(streamer.slug);
		const consent = await this.openConsent(await this.linkAddress(manager));
		return consent.submit('Allow');
	}

	/** Opens a link and presses the button of its page; returns Kick's page. */
	public async openConsent(address: string, browser = new Browser()): Promise<Page> {
		const page = await browser.open(address);
		return page.submit('Continue to Kick');
	}

	/** Returns the address of the button of `/kick link`. */
	public async linkAddress(manager: SimulatedMember): Promise<string> {
		const reply = await manager.slash('kick link');
		const address = reply.buttons[0]?.url;
		if (!address) throw new Error(`There is no link button: ${reply.content}`);
		return address;
	}

	/** Returns a browser that is logged in to the dashboard, and its first page. */
	public async logIn(member: SimulatedMember, browser = new Browser()): Promise<{ browser: Browser; page: Page }> {
		this.discord.oauth.signIn(member);
		const consent = await (await browser.open(`${this.url}/dashboard`)).click('Log in with Discord');
		return { browser, page: await consent.submit('Allow') };
	}

	public async stop(): Promise<void> {
		await stopHttpServer(this.client.server.server);
		await this.client.destroy();
		await Promise.all([this.kick.stop(), this.discord.stop()]);
		await this.place.remove();
	}
}

/** Sapphire's logger writes to the console: keeps the lines instead of printing them. */
function recordLog(): string[] {
	const lines: string[] = [];
	container.logger.write = (_level, ...values) => {
		lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '));
	};
	return lines;
}
