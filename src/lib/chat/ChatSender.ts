import { err, ok, type Result } from '@sapphire/result';
import type { EchoGuard, SendOutcome } from '../echoes/EchoGuard.js';
import { KickError } from '../kick/errors.js';
import { type Clock, systemClock } from '../time/Clock.js';
import { ExpiringSet } from '../time/ExpiringSet.js';
import { ChannelQueue, type Turn } from './ChannelQueue.js';
import type { ChatTransport, MessagePart, SendTarget, SentPart } from './ChatTransport.js';
import { toSentMessage } from './describeSent.js';
import { isBlank } from './graphemes.js';
import { stopped } from './queueErrors.js';
import { KickMessageLimits, splitMessage } from './splitMessage.js';
import type { SendAs, SendOptions, SendResult } from './types.js';

export interface ChatSenderOptions {
	/** Tried in this order. The last one accepts every message. */
	transports: readonly ChatTransport[];
	/**
	 * Used for messages without a `sendAs` of their own.
	 *
	 * @default 'auto'
	 */
	sendAs?: SendAs;
	/** Called with each message as soon as Kick has returned its id. */
	onSent?: (part: MessagePart, sent: SentPart, messageId: string) => void;
	/** Learns of each message before it is sent, and of its outcome afterwards. */
	echoes?: Pick<EchoGuard, 'begin'>;
	clock?: Clock;
}

const MaxParts = 20;
const RememberMessagesForMs = 10 * 60_000;
const MaxRememberedMessages = 10_000;

/** Sends messages to Kick chats: in order per channel, at a limited rate, and none of them twice. */
export class ChatSender {
	readonly #sendAs: SendAs;
	readonly #clock: Clock;
	readonly #transports: readonly ChatTransport[];
	readonly #queues = new Map<number, ChannelQueue>();
	readonly #sentMessages: ExpiringSet<string>;
	readonly #onSent: (part: MessagePart, sent: SentPart, messageId: string) => void;
	readonly #echoes: Pick<EchoGuard, 'begin'> | null;
	#stopped = false;

	public constructor(options: ChatSenderOptions) {
		const { transports, sendAs = 'auto', onSent = () => {}, echoes = null, clock = systemClock } = options;
		this.#sendAs = sendAs;
		this.#onSent = onSent;
		this.#echoes = echoes;
		this.#clock = clock;
		this.#transports = transports;
		this.#sentMessages = new ExpiringSet(RememberMessagesForMs, MaxRememberedMessages, clock);
	}

	/**
	 * Sends a text, in up to 20 consecutive parts.
	 *
	 * Settles within 60 seconds, plus the time of one request. The socket may take another 5 seconds to confirm the
	 * message.
	 *
	 * Errors: `message_empty`, `message_too_long`, `message_expired`, `queue_full`, `stopped`, those of the tokens and
	 * those of Kick's answer. `outcome_unknown` means that the message may have arrived.
	 */
	public async send(target: SendTarget, text: string, options: SendOptions = {}): Promise<SendResult> {
		if (isBlank(text)) return err(new KickError('message_empty', 'The message has no visible text. Add some text.'));

		// Splitting megabytes of text takes seconds, so a text that cannot fit is refused first.
		if (Buffer.byteLength(text) > MaxParts * KickMessageLimits.bytes) return err(tooLong());
		const parts = splitMessage(text);
		if (parts.length > MaxParts) return err(tooLong());
		if (this.#stopped) return err(stopped());
		const queue = this.#queueOf(target.broadcasterUserId);
		const sent = await queue.add((turn) => this.#sendParts(target, parts, options, turn));
		return sent.isErr() ? err(sent.unwrapErr()) : ok(await toSentMessage(sent.unwrap()));
	}

	/** Whether this message was sent here in the last 10 minutes. If so, an event with it is an echo. */
	public isOwnMessage(messageId: string): boolean {
		return this.#sentMessages.has(messageId);
	}

	/** Settles every waiting message with `stopped`, and resolves when the running requests have their answers. */
	public async stop(): Promise<void> {
		this.#stopped = true;
		await Promise.all(Array.from(this.#queues.values(), (queue) => queue.stop()));
	}

	#queueOf(broadcasterUserId: number): ChannelQueue {
		const known = this.#queues.get(broadcasterUserId);
		if (known) return known;

		const queue = new ChannelQueue(this.#clock);
		this.#queues.set(broadcasterUserId, queue);
		return queue;
	}

	async #sendParts(
		target: SendTarget,
		parts: readonly string[],
		{ replyTo, sendAs = this.#sendAs }: SendOptions,
		turn: Turn
	): Promise<Result<SentPart[], KickError>> {
		const sent: SentPart[] = [];
		for (const content of parts) {
			const isFirst = sent.length === 0;
			const result = await this.#sendPart({ ...target, content, replyTo: (isFirst && replyTo) || null, sendAs }, turn);
			if (result.isErr()) return err(partFailed(result.unwrapErr(), sent.length, parts.length));
			sent.push(result.unwrap());
		}
		return ok(sent);
	}

	async #sendPart(part: MessagePart, turn: Turn): Promise<Result<SentPart, KickError>> {
		const settle = this.#echoes?.begin(part, part.content);
		let outcome: SendOutcome = 'unknown';
		try {
			const result = await this.#sendBy(part, turn);
			const sent = result.unwrapOr(null);
			if (sent?.messageId) {
				this.#sentMessages.add(sent.messageId);
				this.#onSent(part, sent, sent.messageId);
			}
			if (sent?.messageId || result.isErrAnd(({ code }) => code !== 'outcome_unknown')) outcome = 'known';
			return result;
		} finally {
			settle?.(outcome);
		}
	}

	async #sendBy(part: MessagePart, turn: Turn): Promise<Result<SentPart, KickError>> {
		for (const transport of this.#transports) {
			const result = await transport.send(part, turn);
			if (result) return result;
		}
		throw new Error('No transport accepted the message.');
	}
}

function tooLong(): KickError {
	const { graphemes, bytes } = KickMessageLimits;
	return new KickError(
		'message_too_long',
		`The message would take more than ${MaxParts} Kick messages of up to ${graphemes} characters ` +
			`(${bytes} bytes). Shorten it.`
	);
}

function partFailed(error: KickError, sent: number, total: number): KickError {
	if (total === 1) return error;
	const { code, hint, status, retryAfterMs, detail, refusal } = error;
	return new KickError(code, `${hint} ${sent} of ${total} parts were sent before.`, {
		status,
		retryAfterMs,
		detail,
		refusal,
		cause: error
	});
}
