import type { EventEmitter } from 'node:events';
import type { KickConfig } from '../config/loadConfig.js';
import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { ConsumerRegistry } from '../events/consumers/ConsumerRegistry.js';
import type { ListenerPiece } from '../events/consumers/ListenerRunner.js';
import type { KickMetrics } from '../KickMetrics.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/Database.js';

/** Inputs from which all services are created. */
export interface SetupContext {
	config: KickConfig;
	app: NonNullable<KickConfig['app']>;
	database: Database;
	/** Discord client, whose listeners receive the events. */
	client: EventEmitter;
	/** Returns the listeners among Sapphire's pieces. */
	listenerPieces: () => Iterable<ListenerPiece>;
	discord: DiscordInfo;
	metrics: KickMetrics;
	/** Consumers of the events: the client's listeners, and those that the host adds. */
	consumers: ConsumerRegistry;
	logger: Logger;
	/** Returns the address of this process's own webhook route, or `null` while it does not listen. */
	webhookUrl: () => URL | null;
}
