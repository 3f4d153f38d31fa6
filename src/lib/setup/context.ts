import type { EventEmitter } from 'node:events';
import type { KickConfig } from '../config/loadConfig.js';
import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { ConsumerRegistry } from '../events/consumers/ConsumerRegistry.js';
import type { ListenerPiece } from '../events/consumers/ListenerRunner.js';
import type { KickMetrics } from '../KickMetrics.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/Database.js';

/** What is there before the parts, and what all of them are made of. */
export interface SetupContext {
	config: KickConfig;
	app: NonNullable<KickConfig['app']>;
	database: Database;
	/** The Discord client, whose listeners hear the events. */
	client: EventEmitter;
	/** Returns the listeners among Sapphire's pieces. */
	listenerPieces: () => Iterable<ListenerPiece>;
	discord: DiscordInfo;
	metrics: KickMetrics;
	/** Who handles the events: the listeners of the client, and what the host adds. */
	consumers: ConsumerRegistry;
	logger: Logger;
	/** Where this process itself reaches its webhook route; `null` while it does not listen. */
	webhookUrl: () => URL | null;
}
