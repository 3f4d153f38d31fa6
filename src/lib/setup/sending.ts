import type { AccountTokens } from '../accounts/AccountTokens.js';
import type { BotAccount } from '../accounts/BotAccount.js';
import { ApiSendWay } from '../chat/ApiTransport.js';
import { ChatSender } from '../chat/ChatSender.js';
import type { SendWay } from '../chat/ChatTransport.js';
import { SocketSendWay } from '../chat/SocketTransport.js';
import type { EchoGuard } from '../echoes/EchoGuard.js';
import type { OwnMessages } from '../echoes/SentMessages.js';
import type { KickRestClient } from '../kick/index.js';
import type { SocketReader } from '../socket/SocketReader.js';
import { systemClock } from '../time/Clock.js';
import type { Surroundings } from './context.js';

interface Neighbours {
	rest: KickRestClient;
	tokens: AccountTokens;
	botAccount: BotAccount;
	ownMessages: OwnMessages;
	/** `null`: the live socket is off, and everything goes by the API. */
	socket: SocketReader | null;
	echoes: EchoGuard;
}

/** The way of a message to Kick. */
export function createSender(
	{ config, logger }: Pick<Surroundings, 'config' | 'logger'>,
	{ rest, tokens, botAccount, ownMessages, socket, echoes }: Neighbours
): ChatSender {
	const ways: SendWay[] = [new ApiSendWay(tokens, rest, systemClock)];
	if (socket) ways.unshift(new SocketSendWay({ socket, bot: botAccount, api: rest, logger, clock: systemClock }));
	return new ChatSender({
		ways,
		sendAs: config.sendAs,
		onSent: ({ broadcasterUserId, content }, { as, botAccount: botName }, messageId) =>
			void ownMessages.remember({ messageId, broadcasterUserId, content, asOwner: as === 'user', botName }),
		echoes
	});
}
