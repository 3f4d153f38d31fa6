import type { Awaitable } from '../awaitable.js';
import type { SendTarget } from '../chat/ChatTransport.js';
import type { KickChatMessage } from '../kick/events/index.js';
import type { Clock } from '../time/Clock.js';
import { ExpiringSet } from '../time/ExpiringSet.js';

/** How a message went: `known` when Kick took it under an id, or did not take it. `unknown` when it may be in the chat. */
export type SendingEnd = 'known' | 'unknown';

export interface EchoGuardDependencies {
	/** Whether this message was sent here. */
	isSent: (messageId: string) => boolean;
	/** Accounts that speak for the bot alone. */
	botUserIds: () => ReadonlySet<number>;
	/** The account that writes beside the live socket, even where a streamer types with it as well; `null` if there is none. */
	botAccountId: () => number | null;
	clock: Clock;
}

interface Sending {
	accountUserId: number;
	content: string;
	settled: Promise<void>;
	/** Of one whose end is not known: until when its echo may come. */
	expiresAt: number;
}

/** Longer than any request to Kick takes. */
const WaitMs = 15_000;
/** Kick delivers late now and then; but somebody may also say the same on their own. */
const UnknownForMs = 2 * 60_000;
const MaxRecognised = 10_000;

/**
 * Tells the bot's own messages from those of viewers when Kick sends them back.
 *
 * By id, by account, and where the echo is faster than Kick's answer to the sending, by waiting for that answer.
 */
export class EchoGuard {
	readonly #sendings = new Map<number, Set<Sending>>();
	readonly #recognised: ExpiringSet<string>;

	public constructor(private readonly dependencies: EchoGuardDependencies) {
		this.#recognised = new ExpiringSet(UnknownForMs, MaxRecognised, dependencies.clock);
	}

	/** A message is on its way to Kick. The returned function is told how it went. */
	public begin({ broadcasterUserId, accountUserId }: SendTarget, content: string): (end: SendingEnd) => void {
		let settle = () => {};
		const settled = new Promise<void>((resolve) => {
			settle = resolve;
		});
		const sending: Sending = { accountUserId, content: plain(content), settled, expiresAt: Number.POSITIVE_INFINITY };
		const sendings = this.#sendings.get(broadcasterUserId) ?? new Set();
		this.#sendings.set(broadcasterUserId, sendings.add(sending));
		return (end) => {
			if (end === 'known') this.#remove(broadcasterUserId, sending);
			else sending.expiresAt = this.dependencies.clock.now() + UnknownForMs;
			settle();
		};
	}

	/** Whether the message is known as the bot's own by now. What a streamer types is never, whatever accounts there are. */
	public isOwn({ id, sender, broadcaster }: KickChatMessage): boolean {
		if (this.dependencies.isSent(id) || this.#recognised.has(id)) return true;
		return sender.id !== broadcaster.id && this.dependencies.botUserIds().has(sender.id);
	}

	/** Whether it may prove to be the bot's own: one of the accounts that the bot writes with sent a text that is still on its way. */
	public mayBeOwn(message: KickChatMessage): boolean {
		return this.#candidates(message).length > 0;
	}

	/** Returns whether the message is the bot's own: at once, unless Kick's answer to a sending decides it. */
	public isEcho(message: KickChatMessage, stopped?: AbortSignal): Awaitable<boolean> {
		const candidates = this.#candidates(message);
		return candidates.length > 0 ? this.#isAnsweredEcho(message, candidates, stopped) : this.isOwn(message);
	}

	async #isAnsweredEcho(
		message: KickChatMessage,
		candidates: readonly Sending[],
		stopped: AbortSignal | undefined
	): Promise<boolean> {
		await this.#settled(candidates, stopped);
		if (this.isOwn(message)) return true;
		const [lost] = this.#candidates(message);
		if (!lost) return false;
		this.#recognised.add(message.id);
		this.#remove(message.broadcaster.id, lost);
		return true;
	}

	#settled(sendings: readonly Sending[], stopped: AbortSignal | undefined): Promise<void> {
		return new Promise((resolve) => {
			const end = () => {
				cancel();
				stopped?.removeEventListener('abort', end);
				resolve();
			};
			const cancel = this.dependencies.clock.after(WaitMs, end);
			stopped?.addEventListener('abort', end);
			if (stopped?.aborted) end();
			Promise.all(sendings.map(({ settled }) => settled)).then(end);
		});
	}

	/** Sendings that this message may be the echo of. A viewer who repeats the bot's text is no candidate, so nothing waits for it. */
	#candidates(message: KickChatMessage): Sending[] {
		const { broadcaster, content } = message;
		const sendings = this.#sendings.get(broadcaster.id);
		if (!sendings) return [];
		const now = this.dependencies.clock.now();
		for (const sending of sendings) if (sending.expiresAt <= now) this.#remove(broadcaster.id, sending);
		const text = plain(content);
		return [...sendings].filter((sending) => sending.content === text && this.#mayHaveSent(message, sending));
	}

	/** Kick shows a message as the linked account, as the bot account, or as the app's own bot, which has the badge `bot`. */
	#mayHaveSent({ sender }: KickChatMessage, { accountUserId }: Sending): boolean {
		if (sender.id === accountUserId || sender.id === this.dependencies.botAccountId()) return true;
		if (this.dependencies.botUserIds().has(sender.id)) return true;
		return sender.badges.some(({ type }) => type === 'bot');
	}

	#remove(broadcasterUserId: number, sending: Sending): void {
		const sendings = this.#sendings.get(broadcasterUserId);
		sendings?.delete(sending);
		if (sendings?.size === 0) this.#sendings.delete(broadcasterUserId);
	}
}

/** Kick may show white space in another way than it was sent. */
function plain(content: string): string {
	return content.normalize().replace(/\s+/g, ' ').trim();
}
