import type { KickConfig } from '../config/loadConfig.js';
import type { Inbox } from '../events/Inbox.js';
import { SocketReceiver } from '../events/SocketReceiver.js';
import { RealtimeClient } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { KickMetrics } from '../metrics/KickMetrics.js';
import type { LinkRepository } from '../storage/types.js';
import { systemClock } from '../time/Clock.js';
import { ShownMessages } from './ShownMessages.js';
import { SocketReader } from './SocketReader.js';

interface Surroundings {
	config: Pick<KickConfig, 'realtimeProvider' | 'pusherUrl' | 'realtimeBaseUrl' | 'staleAfterMs'>;
	links: Pick<LinkRepository, 'channels'>;
	owns: (guildId: string) => boolean;
	inbox: Inbox;
	metrics: KickMetrics;
	logger: Logger;
}

/** The live socket, from Kick's servers to the inbox. */
export function createSocketReader({ config, links, owns, inbox, metrics, logger }: Surroundings): SocketReader {
	const shown = new ShownMessages(systemClock);
	const { staleAfterMs } = config;
	const onMessage = ({ id }: { id: string }) => shown.add(id);
	const reader = new SocketReader({
		links,
		owns,
		connect: (onFrame, onNotice) =>
			new RealtimeClient({
				provider: config.realtimeProvider,
				pusherUrl: config.pusherUrl,
				negotiationUrl: config.realtimeBaseUrl,
				onFrame,
				onNotice
			}),
		receiver: new SocketReceiver({ inbox, owns, onMessage, logger, metrics, staleAfterMs }),
		shown,
		metrics,
		logger
	});
	metrics.socket = () => reader.status.connections;
	return reader;
}
