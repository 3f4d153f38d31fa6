import { LogLevel, SapphireClient } from '@sapphire/framework';
import { botEnvironment } from '../../sandbox/botEnvironment.js';
import { freePort } from '../../sandbox/demo/freePort.js';
import { SimulatedDiscord } from '../../sandbox/discord/index.js';
import { SimulatedKick } from '../../sandbox/kick/index.js';
import { stopHttpServer } from '../../src/bot/stopHttpServer.js';
import type { KickPluginOptions } from '../../src/index.js';
import { sqlitePlace } from './sqlitePlace.js';
import { untilHealthy } from './untilHealthy.js';
import '../../src/register.js';

/** A host bot with the plugin, and options that the ready bot does not have. */
export class HostBot {
	private constructor(
		public readonly discord: SimulatedDiscord,
		/** The bot's public address, without the prefix. */
		public readonly url: string,
		public readonly stop: () => Promise<void>
	) {}

	public static async start({
		prefix,
		kick: options
	}: {
		prefix?: string;
		kick?: KickPluginOptions;
	}): Promise<HostBot> {
		const port = await freePort();
		const url = `http://localhost:${port}`;
		const place = await sqlitePlace();
		const kick = await SimulatedKick.start({ redirectUris: [`${url}${prefix ?? ''}/auth/kick/callback`] });
		const discord = await SimulatedDiscord.start({ redirectUris: [`${url}${prefix ?? ''}/dashboard/callback`] });
		Object.assign(process.env, botEnvironment(kick, discord, url), { DATABASE_URL: place.url });
		const client = new SapphireClient({
			intents: ['Guilds'],
			baseUserDirectory: null,
			rest: { api: discord.apiUrl },
			api: { prefix, automaticallyConnect: false, listenOptions: { port, host: 'localhost' } },
			kick: options,
			logger: { level: LogLevel.Fatal }
		});
		await client.login(discord.token);
		await discord.ready();
		await client.server.connect();
		await untilHealthy(`${url}${prefix ?? ''}`);
		return new HostBot(discord, url, async () => {
			await stopHttpServer(client.server.server);
			await client.destroy();
			await Promise.all([kick.stop(), discord.stop()]);
			await place.remove();
		});
	}
}
