import { err, ok, type Result } from '@sapphire/result';
import type { KickError, KickErrorCode } from '../kick/errors.js';
import type { Logger } from '../logger.js';
import type { Clock } from '../time/Clock.js';
import { ExpiringSet } from '../time/ExpiringSet.js';
import type { Turn } from './ChannelQueue.js';
import type { ChatTransport, MessagePart, SentPart } from './ChatTransport.js';
import type { BotToken, BotTokens, ChatApi, ChatSocket } from './ports.js';

export interface SocketTransportDependencies {
	socket: ChatSocket;
	bot: BotTokens;
	api: ChatApi;
	logger: Logger;
	clock: Clock;
}

const EchoLimitMs = 5_000;
const RefusedForMs = 10 * 60_000;
const MaxRefusals = 10_000;
const PauseMs = 1_000;

/** Errors after which Kick has certainly not accepted the message. After all others it may be in the chat. */
const NotTaken: ReadonlySet<KickErrorCode> = new Set([
	'network',
	'rate_limited',
	'unauthorized',
	'forbidden',
	'blocked',
	'not_found',
	'channel_not_found',
	'bad_request',
	'reply_not_found',
	'chat_refused',
	'kick_unavailable'
]);

/** Refusals of the account, not of the message, so the next message would be refused too. */
const AccountRefusals: ReadonlySet<string> = new Set([
	'BANNED_ERROR',
	'BANNED_USER_ERROR',
	'FOLLOWERS_ONLY_ERROR',
	'SUBSCRIBERS_ONLY_ERROR'
]);

/**
 * Sends as the bot account, where the live socket can show that the message has arrived.
 *
 * Kick's socket is receive-only for every client. So the message is posted by the official API and confirmed by its
 * echo.
 */
export class SocketTransport implements ChatTransport {
	/** Refused tokens of each channel. A new link of the bot account has a new token, so it is tried at once. */
	readonly #refused: ExpiringSet<string>;

	public constructor(private readonly dependencies: SocketTransportDependencies) {
		this.#refused = new ExpiringSet(RefusedForMs, MaxRefusals, dependencies.clock);
	}

	public async send(part: MessagePart, turn: Turn): Promise<Result<SentPart, KickError> | null> {
		const { bot, socket } = this.dependencies;
		const { broadcasterUserId, chatroomId, sendAs } = part;
		if (sendAs !== 'auto' || chatroomId === null || !socket.isSubscribed(chatroomId, broadcasterUserId)) return null;
		const token = await bot.token();
		if (token.isErr() || this.#refused.has(refusalOf(part, token.unwrap()))) return null;
		return this.#post(part, token.unwrap(), turn);
	}

	async #post(part: MessagePart, first: BotToken, turn: Turn): Promise<Result<SentPart, KickError> | null> {
		let token = first;
		let replyTo = part.replyTo;
		for (;;) {
			const ready = await turn.ready();
			if (ready.isErr()) return err(ready.unwrapErr());

			const posted = await this.dependencies.api.postChatMessage(token.accessToken, {
				type: 'user',
				content: part.content,
				broadcasterUserId: part.broadcasterUserId,
				...(replyTo && { replyToMessageId: replyTo })
			});
			if (posted.isOk()) return ok(this.#sent(token, posted.unwrap().messageId, replyTo !== part.replyTo));

			const error = posted.unwrapErr();
			// A 200 that says "not sent" still means that Kick accepted the message. Its state is unknown.
			if (!NotTaken.has(error.code) || error.status === 200) return err(error);
			if (error.code === 'reply_not_found' && replyTo) {
				replyTo = null;
				continue;
			}
			if (error.code === 'unauthorized' && token === first) {
				const renewed = await this.dependencies.bot.renew(token.accessToken);
				if (renewed.isErr()) return null;
				token = renewed.unwrap();
				continue;
			}
			if (error.code === 'rate_limited') turn.pause(error.retryAfterMs ?? PauseMs, error);
			if (isOfAccount(error)) this.#remember(part, token, error);
			return null;
		}
	}

	#sent({ username }: BotToken, messageId: string | null, replyDropped: boolean): SentPart {
		return {
			via: 'websocket',
			as: 'bot_account',
			botAccount: username,
			messageId,
			replyDropped,
			confirmed:
				messageId === null ? Promise.resolve(false) : this.dependencies.socket.waitForEcho(messageId, EchoLimitMs)
		};
	}

	#remember(part: MessagePart, token: BotToken, { hint }: KickError): void {
		this.#refused.add(refusalOf(part, token));
		this.dependencies.logger.warn(
			`[Kick] The bot account${token.username ? ` ${token.username}` : ''} can't write to channel ` +
				`${part.broadcasterUserId}: ${hint} For 10 minutes, messages there are sent by the API.`
		);
	}
}

function isOfAccount({ code, refusal }: KickError): boolean {
	if (code === 'chat_refused') return refusal !== null && AccountRefusals.has(refusal);
	return code === 'unauthorized' || code === 'forbidden' || code === 'channel_not_found';
}

function refusalOf({ broadcasterUserId }: MessagePart, { accessToken }: BotToken): string {
	return `${broadcasterUserId} ${accessToken}`;
}
