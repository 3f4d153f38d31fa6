import './index.js';
// Before plugin-api, which loads undici as well.
import './lib/undici.js';
// Before this plugin's own hooks, which need the server and its stores. Hooks run in the order of their registration.
import '@sapphire/plugin-api/register';
import '@sapphire/plugin-subcommands/register';
import { container, Plugin, postInitialization, preLogin, SapphireClient } from '@sapphire/framework';
import type { ClientOptions } from 'discord.js';
import { loadCommands } from './commands/_load.js';
import { loadInteractionHandlers } from './interaction-handlers/_load.js';
import { environment } from './lib/config/environment.js';
import { loadConfig } from './lib/config/loadConfig.js';
import { RoutePaths } from './lib/config/publicUrls.js';
import { discordInfo } from './lib/discord/DiscordInfo.js';
import { ownUrl } from './lib/http/postToSelf.js';
import { KickService } from './lib/KickService.js';
import { safeLogger } from './lib/log/safeLogger.js';
import { loadLifecycleListeners, loadReplyListeners } from './listeners/_load.js';
import { loadMiddlewares } from './middlewares/_load.js';
import { loadRoutes } from './routes/_load.js';
import { loadDashboardRoutes } from './routes/dashboard/_load.js';

/** Creates the {@link KickService} and registers its commands, listeners and routes. */
export class KickPlugin extends Plugin {
	public static override [postInitialization](this: SapphireClient, options: ClientOptions): void {
		const config = loadConfig(options.kick ?? {}, environment(), options.api?.prefix).unwrapRaw();
		const logger = safeLogger(container.logger);
		const kick = new KickService({
			config,
			client: this,
			listenerPieces: () => this.stores.get('listeners').values(),
			discord: discordInfo(this),
			logger,
			webhookUrl: () => ownUrl(this.server.server, options.api?.prefix ?? '', RoutePaths.webhook)
		});
		container.kick = kick;
		this.kick = kick;
		stopWithClient(this, kick);

		// Without a listener, a server error such as a port in use would end the process instead of rejecting `connect`.
		this.server.on('error', (error: unknown) => {
			if (this.server.server.listening) logger.error('[Kick] The HTTP server failed.', error);
		});
		loadCommands();
		loadInteractionHandlers();
		loadLifecycleListeners();
		if (config.loadReplyListeners) loadReplyListeners();
		loadMiddlewares();
		loadRoutes();
		if (config.dashboard) loadDashboardRoutes();
		if (!kick.configured) warnOfMissing(config.missing.map(({ variable }) => variable));
	}

	public static override async [preLogin](this: SapphireClient): Promise<void> {
		await container.kick.open();
	}
}

/** Stops Kick when the client is destroyed. Sapphire has no shutdown hook, but every bot calls `destroy`. */
function stopWithClient(client: SapphireClient, kick: KickService): void {
	const destroy = client.destroy;
	client.destroy = async () => {
		await kick.stop();
		await destroy.call(client);
	};
}

function warnOfMissing(variables: readonly string[]): void {
	container.logger.warn(
		`[Kick] Kick is not configured, so its commands do not work. Set these variables: ${variables.join(', ')}`
	);
}

SapphireClient.plugins.registerPostInitializationHook(KickPlugin[postInitialization], 'Kick-PostInitialization');
SapphireClient.plugins.registerPreLoginHook(KickPlugin[preLogin], 'Kick-PreLogin');
