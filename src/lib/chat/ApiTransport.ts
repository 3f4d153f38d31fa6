import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import type { Clock } from '../time/Clock.js';
import { ExpiringSet } from '../time/ExpiringSet.js';
import type { Turn } from './ChannelQueue.js';
import type { ChatTransport, MessagePart, SentPart } from './ChatTransport.js';
import type { ChatApi, ChatMessageRequest, ChatTokens } from './ports.js';

const BotRefusedForMs = 10 * 60_000;
const MaxRefusedAccounts = 10_000;
const FirstBackOffMs = 1_000;
const NetworkPauseMs = 1_000;

/**
 * Sends by Kick's official endpoint, with the token of the linked account.
 *
 * Kick has no idempotency key. So a message is sent again only after an answer that proves it was not accepted.
 */
export class ApiTransport implements ChatTransport {
	readonly #tokens: ChatTokens;
	readonly #api: ChatApi;
	readonly #botRefused: ExpiringSet<number>;

	public constructor(tokens: ChatTokens, api: ChatApi, clock: Clock) {
		this.#tokens = tokens;
		this.#api = api;
		this.#botRefused = new ExpiringSet(BotRefusedForMs, MaxRefusedAccounts, clock);
	}

	public async send(part: MessagePart, turn: Turn): Promise<Result<SentPart, KickError>> {
		const ownChannel = part.broadcasterUserId === part.accountUserId;
		if (part.sendAs === 'bot' && !ownChannel) return err(notOwnChannel());

		let token = await this.#tokens.accessToken(part.accountUserId);
		let as = part.sendAs === 'auto' ? this.#preferred(part.accountUserId, ownChannel) : part.sendAs;
		let replyTo = part.replyTo;
		let backOffMs = FirstBackOffMs;
		const answered = new Set<KickError['code']>();

		for (;;) {
			if (token.isErr()) return err(token.unwrapErr());
			const accessToken = token.unwrap();

			const ready = await turn.ready();
			if (ready.isErr()) return err(ready.unwrapErr());

			const posted = await this.#api.postChatMessage(accessToken, toRequest(part, as, replyTo));
			if (posted.isOk()) {
				// Remembered only after a success. While Kick is down as a whole, it refuses bot mode too, which says nothing
				// about the app.
				if (answered.has('bot_mode_refused')) this.#botRefused.add(part.accountUserId);
				return ok({
					via: 'api',
					as,
					botAccount: null,
					messageId: posted.unwrap().messageId,
					replyDropped: replyTo !== part.replyTo,
					confirmed: Promise.resolve(true)
				});
			}

			const error = posted.unwrapErr();
			if (error.code === 'rate_limited') {
				turn.pause(error.retryAfterMs ?? backOffMs, error);
				backOffMs *= 2;
				continue;
			}

			// Each of these errors is retried once.
			if (answered.has(error.code)) return err(error);
			answered.add(error.code);
			switch (error.code) {
				case 'bot_mode_refused':
					if (part.sendAs !== 'auto' || as !== 'bot') return err(error);
					as = 'user';
					break;
				case 'reply_not_found':
					if (!replyTo) return err(error);
					replyTo = null;
					break;
				case 'unauthorized':
					token = await this.#tokens.renew(part.accountUserId, accessToken);
					break;
				case 'network':
					turn.pause(NetworkPauseMs, error);
					break;
				default:
					return err(error);
			}
		}
	}

	#preferred(accountUserId: number, ownChannel: boolean): 'bot' | 'user' {
		return ownChannel && !this.#botRefused.has(accountUserId) ? 'bot' : 'user';
	}
}

function toRequest(part: MessagePart, as: 'bot' | 'user', replyTo: string | null): ChatMessageRequest {
	return {
		type: as,
		content: part.content,
		...(as === 'user' && { broadcasterUserId: part.broadcasterUserId }),
		...(replyTo && { replyToMessageId: replyTo })
	};
}

function notOwnChannel(): KickError {
	return new KickError(
		'wrong_account',
		"Kick's bot mode posts into the linked account's own channel only, and this is another one; send as user instead."
	);
}
