import '../register.js';

import {
	ApplicationCommandRegistries,
	container,
	LogLevel,
	RegisterBehavior,
	SapphireClient
} from '@sapphire/framework';
import { GatewayIntentBits, Partials } from 'discord.js';
import { loadBotPieces } from './_load.js';
import type { BotConfig } from './botConfig.js';
import { discordAgent } from './discordAgent.js';
import { reportGateway } from './reportGateway.js';
import { SafeLogger } from './SafeLogger.js';
import { ServerLimits } from './serverLimits.js';
import { addWebhookShortcut } from './webhookShortcut.js';

/** Limits connections, because the database and Discord need some and each costs memory. Kick uses a few. */
const MaxConnections = 2_048;
/** Closes connections that neither send nor read. Longer than a link usually waits for Kick. */
const SilenceLimitMs = 60_000;

/** Creates the ready bot's client. It is not logged in, and its HTTP server does not listen yet. */
export function createBot({
	port,
	host,
	prefix,
	discordApiUrl,
	discordCdnUrl,
	sharding,
	kick
}: BotConfig): SapphireClient {
	// Sends all commands in one request, which also removes those of older versions.
	ApplicationCommandRegistries.setDefaultBehaviorWhenNotIdentical(RegisterBehavior.BulkOverwrite);
	const client = new SapphireClient({
		intents: [
			GatewayIntentBits.Guilds,
			GatewayIntentBits.GuildMessages,
			GatewayIntentBits.MessageContent,
			// Prefix commands in direct messages get a refusal, so the bot must receive them.
			GatewayIntentBits.DirectMessages
		],
		partials: [Partials.Channel],
		// Phone keyboards start with a capital letter.
		caseInsensitiveCommands: true,
		// All pieces are loaded by name, and a scan of the package's folder would load them twice.
		baseUserDirectory: null,
		loadMessageCommandListeners: true,
		defaultPrefix: prefix,
		allowedMentions: { parse: [], repliedUser: false },
		logger: { instance: new SafeLogger(LogLevel.Info) },
		...sharding,
		rest: {
			...(discordApiUrl && { api: discordApiUrl }),
			...(discordCdnUrl && { cdn: discordCdnUrl }),
			agent: discordAgent(discordApiUrl ?? 'https://discord.com', kick.proxies)
		},
		api: {
			// Listens after the login, because requests before the routes are loaded would hang.
			automaticallyConnect: false,
			listenOptions: { port, ...(host ? { host } : {}) },
			server: ServerLimits
		}
	});
	client.server.server.maxConnections = MaxConnections;
	client.server.server.timeout = SilenceLimitMs;
	addWebhookShortcut(client.server);
	loadBotPieces(container.stores);
	reportGateway(client);
	return client;
}
