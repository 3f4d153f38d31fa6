import type { AccountTokens } from '../accounts/AccountTokens.js';
import type { BotAccount } from '../accounts/BotAccount.js';
import { ApiTransport } from '../chat/ApiTransport.js';
import { ChatSender } from '../chat/ChatSender.js';
import type { ChatTransport } from '../chat/ChatTransport.js';
import { SocketTransport } from '../chat/SocketTransport.js';
import type { EchoGuard } from '../echoes/EchoGuard.js';
import type { SentMessages } from '../echoes/SentMessages.js';
import { ShownMessages } from '../echoes/ShownMessages.js';
import type { GuildRoutes } from '../events/receiving/GuildRoutes.js';
import type { Inbox } from '../events/receiving/Inbox.js';
import { SocketReceiver } from '../events/receiving/SocketReceiver.js';
import { type KickRestClient, type KickTime, RealtimeClient } from '../kick/index.js';
import { SocketReader } from '../socket/SocketReader.js';
import { systemClock } from '../time/Clock.js';
import type { SetupContext } from './context.js';

interface SenderDependencies {
	rest: KickRestClient;
	tokens: AccountTokens;
	botAccount: BotAccount;
	sentMessages: SentMessages;
	/** `null` if the live socket is off. All messages are then sent by the API. */
	socket: SocketReader | null;
	echoes: EchoGuard;
}

/** Creates the sender of chat messages and its transports. */
export function createSender(
	{ config, logger }: Pick<SetupContext, 'config' | 'logger'>,
	{ rest, tokens, botAccount, sentMessages, socket, echoes }: SenderDependencies
): ChatSender {
	const transports: ChatTransport[] = [new ApiTransport(tokens, rest, systemClock)];
	if (socket)
		transports.unshift(new SocketTransport({ socket, bot: botAccount, api: rest, logger, clock: systemClock }));
	return new ChatSender({
		transports,
		sendAs: config.sendAs,
		onSent: ({ broadcasterUserId, content }, { as, botAccount: botName }, messageId) =>
			void sentMessages.remember({ messageId, broadcasterUserId, content, asOwner: as === 'user', botName }),
		echoes
	});
}

interface SocketReaderDependencies {
	/** Whether this process handles the server's events. */
	owns: (guildId: string) => boolean;
	inbox: Inbox;
	routes: GuildRoutes;
	time: KickTime;
}

/** Creates the reader of the live socket, which brings events from Kick's servers to the inbox. */
export function createSocketReader(
	{ config, database, metrics, logger }: Pick<SetupContext, 'config' | 'database' | 'metrics' | 'logger'>,
	{ owns, inbox, routes, time }: SocketReaderDependencies
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
