import { EventEmitter, once } from 'node:events';
import { onTestFinished } from 'vitest';
import { Browser } from '../../sandbox/Browser.js';
import { SimulatedKick, type Streamer } from '../../sandbox/kick/index.js';
import { loadConfig } from '../../src/lib/config/loadConfig.js';
import type { KickPluginOptions } from '../../src/lib/config/options.js';
import { KickService } from '../../src/lib/KickService.js';
import { discordStub } from './discordStub.js';
import { allowAtKick } from './linkRequests.js';
import { privateKeyPem } from './privateKeyPem.js';
import { recordingLogger } from './recordingLogger.js';
import type { Provider, TemporaryPlace } from './TemporaryPlace.js';
import { temporaryPlace } from './temporaryDatabase.js';

const BotUrl = 'http://localhost:4000';

/** A process of the bot without Discord: the service, and its log. */
export interface ServiceProcess {
	service: KickService;
	log: readonly string[];
}

/**
 * Several services with one database and one simulated Kick, like several processes of one bot. They end with the test.
 */
export class ServiceWorld {
	private constructor(
		public readonly kick: SimulatedKick,
		public readonly place: TemporaryPlace
	) {}

	public static async start(provider: Provider): Promise<ServiceWorld> {
		const place = await temporaryPlace(provider);
		const kick = await SimulatedKick.start({ redirectUris: [`${BotUrl}/auth/kick/callback`], privateKeyPem });
		onTestFinished(() => kick.stop());
		return new ServiceWorld(kick, place);
	}

	/** Links a streamer to the server `1`, and opens two processes that know it. */
	public static async startLinked(provider: Provider) {
		const world = await ServiceWorld.start(provider);
		const streamer = world.kick.addStreamer('ana');
		const one = await world.open();
		const other = await world.open();
		await world.link(one, '1', streamer);
		return { world, streamer, one, other };
	}

	/** Opens a service, which does not start any periodic job yet. */
	public async open(options: KickPluginOptions = {}): Promise<ServiceProcess> {
		const { kick, place } = this;
		const config = loadConfig(
			{
				clientId: kick.app.clientId,
				clientSecret: kick.app.clientSecret,
				oauthBaseUrl: BotUrl,
				databaseUrl: place.url,
				apiBaseUrl: kick.url,
				idBaseUrl: kick.url,
				webBaseUrl: kick.url,
				webhookPublicKey: kick.publicKeyPem,
				...options
			},
			{}
		).unwrap();
		const logger = recordingLogger();
		// Only the database says who has left. Other tests check what Discord says.
		const discord = { ...discordStub, hasBot: async () => false };
		const service = new KickService({ config, client: new EventEmitter(), discord, logger });
		await service.open();
		onTestFinished(() => service.stop());
		return { service, log: logger.lines };
	}

	/** Opens a service and starts its periodic jobs, as when Discord is ready. */
	public async run(options: KickPluginOptions = {}): Promise<ServiceProcess> {
		const process = await this.open(options);
		await process.service.start();
		return process;
	}

	/** Does `/kick link` in a Discord server, and "Allow" on Kick's page. */
	public async link(process: ServiceProcess, guildId: string, who: Streamer): Promise<void> {
		const { service } = process;
		this.kick.oauth.signIn(who.username);
		const started = await service.startLink({ guildId, discordUserId: '1', account: 'streamer' });
		const { query, browser } = await this.consent(process, started.unwrap().url);
		const outcome = await service.finishLink(query, browser);
		if (!outcome.ok) throw new Error(`${outcome.title}. ${outcome.lines.join(' ')}`);
	}

	/** Opens the address of a link, presses "Allow" on Kick's page and returns what the browser comes back with. */
	public async consent({ service }: ServiceProcess, url: string): Promise<{ query: URLSearchParams; browser: string }> {
		const state = new URL(url).searchParams.get('state') ?? '';
		const { authorizeUrl, browser } = (await service.beginLink(state, { cookie: null, press: null })).unwrap();
		const callback = await allowAtKick(await new Browser().open(authorizeUrl.href));
		return { query: callback.searchParams, browser };
	}

	/** Holds the next request of this route: Kick executes it at once, and its answer waits for `release`. */
	public hold(route: string): { arrived: Promise<unknown>; release: () => void } {
		const events = new EventEmitter();
		const arrived = once(events, 'arrived');
		const released = once(events, 'released');
		this.kick.faults.next(route, {
			applied: true,
			// Read when the request arrives.
			get until() {
				events.emit('arrived');
				return released;
			}
		});
		return { arrived, release: () => void events.emit('released') };
	}

	/** Returns the stored accounts, as another program sees them. */
	public accounts(): Promise<Record<string, unknown>[]> {
		return this.place.query('SELECT * FROM kick_accounts ORDER BY user_id');
	}

	/** Returns the servers that have a stored link. */
	public async linkedGuilds(): Promise<unknown[]> {
		const rows = await this.place.query('SELECT guild_id FROM kick_links ORDER BY guild_id');
		return rows.map(({ guild_id }) => guild_id);
	}

	/** Returns how many requests of this kind Kick got. */
	public count(path: string, method = 'POST'): number {
		return this.kick.calls.filter((call) => call.path === path && call.method === method).length;
	}

	/** Returns the events that Kick is subscribed to send. */
	public subscriptionsOf({ userId }: { userId: number }): number {
		return this.kick.subscriptions.all.filter(({ broadcasterUserId }) => broadcasterUserId === userId).length;
	}
}
