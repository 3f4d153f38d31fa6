import { ShownMessages } from '../echoes/ShownMessages.js';
import type { GuildRoutes } from '../events/receiving/GuildRoutes.js';
import type { Inbox } from '../events/receiving/Inbox.js';
import { SocketReceiver } from '../events/receiving/SocketReceiver.js';
import { type KickTime, RealtimeClient } from '../kick/index.js';
import { SocketReader } from '../socket/SocketReader.js';
import { systemClock } from '../time/Clock.js';
import type { Surroundings } from './context.js';

interface Neighbours {
	/** Whether this process handles the server's events. */
	owns: (guildId: string) => boolean;
	inbox: Inbox;
	routes: GuildRoutes;
	time: KickTime;
}

/** The live socket, from Kick's servers to the inbox. */
export function createSocketReader(
	{ config, database, metrics, logger }: Pick<Surroundings, 'config' | 'database' | 'metrics' | 'logger'>,
	{ owns, inbox, routes, time }: Neighbours
): SocketReader {
	const shown = new ShownMessages(systemClock);
	const { staleAfterMs } = config;
	const onMessage = ({ id }: { id: string }) => shown.add(id);
	const reader = new SocketReader({
		storage: database,
		owns,
		connect: (onFrame, onNotice) =>
			new RealtimeClient({
				provider: config.realtimeProvider,
				pusherUrl: config.pusherUrl,
				negotiationUrl: config.realtimeBaseUrl,
				proxyFor: (url) => config.proxies.urlFor(url),
				onFrame,
				onNotice
			}),
		receiver: new SocketReceiver({ inbox, routes, owns, onMessage, logger, metrics, staleAfterMs, time }),
		shown,
		metrics,
		logger,
		clock: systemClock
	});
	metrics.socket = () => reader.status.connections;
	return reader;
}
