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

/** The database and Discord need connections too, and each one costs memory. Kick uses a few. */
const MaxConnections = 2_048;
/** Without a byte either way: whoever does not read the answer is cut off, too. A link waits for Kick for less, as a rule. */
const SilenceLimitMs = 60_000;

/** The ready bot's client. It is not logged in, and its HTTP server does not listen yet. */
export function createBot({ port, host, prefix, discordApiUrl, sharding, kick }: BotConfig): SapphireClient {
	// One request for all commands, which also removes those of older versions.
	ApplicationCommandRegistries.setDefaultBehaviorWhenNotIdentical(RegisterBehavior.BulkOverwrite);
	const client = new SapphireClient({
		intents: [
			GatewayIntentBits.Guilds,
			GatewayIntentBits.GuildMessages,
			GatewayIntentBits.MessageContent,
			// A prefix command in a direct message is refused, and for that it has to be heard.
			GatewayIntentBits.DirectMessages
		],
		partials: [Partials.Channel],
		// Keyboards of phones begin with a capital.
		caseInsensitiveCommands: true,
		// All pieces are loaded by name: a scan of the package's folder would load them a second time.
		baseUserDirectory: null,
		loadMessageCommandListeners: true,
		defaultPrefix: prefix,
		allowedMentions: { parse: [], repliedUser: false },
		logger: { instance: new SafeLogger(LogLevel.Info) },
		...sharding,
		rest: {
			...(discordApiUrl && { api: discordApiUrl }),
			agent: discordAgent(discordApiUrl ?? 'https://discord.com', kick.proxies)
		},
		api: {
			// Requests that arrive before the routes are loaded would hang: it listens after the login.
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
