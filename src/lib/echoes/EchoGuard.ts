import type { Awaitable } from '../awaitable.js';
import type { SendTarget } from '../chat/ChatTransport.js';
import type { KickChatMessage } from '../kick/events/index.js';
import type { Clock } from '../time/Clock.js';
import { ExpiringSet } from '../time/ExpiringSet.js';

/**
 * Outcome of a send request. `known`: Kick returned an id, or did not accept the message. `unknown`: it may be in the
 * chat.
 */
export type SendOutcome = 'known' | 'unknown';

export interface EchoGuardDependencies {
	/** Whether this message was sent here. */
	isSent: (messageId: string) => boolean;
	/** Accounts that only the bot writes with. */
	botUserIds: () => ReadonlySet<number>;
	/**
	 * Account that the bot writes with while the live socket is on, even if a streamer uses it too. `null` if there is
	 * none.
	 */
	botAccountId: () => number | null;
	clock: Clock;
}

interface SendRequest {
	accountUserId: number;
	content: string;
	settled: Promise<void>;
	/** End of the time in which the echo may arrive, if the outcome of the request is unknown. */
	expiresAt: number;
}

/** Longer than any request to Kick takes. */
const WaitMs = 15_000;
/** Long enough for a late delivery by Kick, but short because a viewer may write the same text. */
const UnknownForMs = 2 * 60_000;
const MaxRecognised = 10_000;

/**
 * Recognises the bot's own messages when Kick sends them back.
 *
 * It compares ids and accounts. If the echo arrives before Kick's answer to the send request, it waits for that answer.
 */
export class EchoGuard {
	readonly #requests = new Map<number, Set<SendRequest>>();
	readonly #recognised: ExpiringSet<string>;

	public constructor(private readonly dependencies: EchoGuardDependencies) {
		this.#recognised = new ExpiringSet(UnknownForMs, MaxRecognised, dependencies.clock);
	}

	/** Registers a message that is about to be sent. The caller passes the outcome to the returned function. */
	public begin({ broadcasterUserId, accountUserId }: SendTarget, content: string): (outcome: SendOutcome) => void {
		let settle = () => {};
		const settled = new Promise<void>((resolve) => {
			settle = resolve;
		});
		const request: SendRequest = {
			accountUserId,
			content: plain(content),
			settled,
			expiresAt: Number.POSITIVE_INFINITY
		};
		const requests = this.#requests.get(broadcasterUserId) ?? new Set();
		this.#requests.set(broadcasterUserId, requests.add(request));
		return (outcome) => {
			if (outcome === 'known') this.#remove(broadcasterUserId, request);
			else request.expiresAt = this.dependencies.clock.now() + UnknownForMs;
			settle();
		};
	}

	/** Whether this message is known to be the bot's own. A message typed by the channel owner never is. */
	public isOwn({ id, sender, broadcaster }: KickChatMessage): boolean {
		if (this.dependencies.isSent(id) || this.#recognised.has(id)) return true;
		return sender.id !== broadcaster.id && this.dependencies.botUserIds().has(sender.id);
	}

	/** Whether the message may prove to be the bot's own, because it matches a send request without an answer. */
	public mayBeOwn(message: KickChatMessage): boolean {
		return this.#candidates(message).length > 0;
	}

	/** Returns whether the message is the bot's own. Answers at once, unless Kick's answer to a request decides it. */
	public isEcho(message: KickChatMessage, stopped?: AbortSignal): Awaitable<boolean> {
		const candidates = this.#candidates(message);
		return candidates.length > 0 ? this.#isAnsweredEcho(message, candidates, stopped) : this.isOwn(message);
	}

	async #isAnsweredEcho(
		message: KickChatMessage,
		candidates: readonly SendRequest[],
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

	#settled(requests: readonly SendRequest[], stopped: AbortSignal | undefined): Promise<void> {
		return new Promise((resolve) => {
			const end = () => {
				cancel();
				stopped?.removeEventListener('abort', end);
				resolve();
			};
			const cancel = this.dependencies.clock.after(WaitMs, end);
			stopped?.addEventListener('abort', end);
			if (stopped?.aborted) end();
			Promise.all(requests.map(({ settled }) => settled)).then(end);
		});
	}

	/**
	 * Returns the send requests that this message may be the echo of. A viewer who repeats the bot's text matches none,
	 * so that message does not wait.
	 */
	#candidates(message: KickChatMessage): SendRequest[] {
		const { broadcaster, content } = message;
		const requests = this.#requests.get(broadcaster.id);
		if (!requests) return [];
		const now = this.dependencies.clock.now();
		for (const request of requests) if (request.expiresAt <= now) this.#remove(broadcaster.id, request);
		const text = plain(content);
		return [...requests].filter((request) => request.content === text && this.#mayHaveSent(message, request));
	}

	/**
	 * Whether the sender may be the bot. Kick shows a message as the linked account, the bot account or the app's own
	 * bot. The app's own bot has the badge `bot`.
	 */
	#mayHaveSent({ sender }: KickChatMessage, { accountUserId }: SendRequest): boolean {
		if (sender.id === accountUserId || sender.id === this.dependencies.botAccountId()) return true;
		if (this.dependencies.botUserIds().has(sender.id)) return true;
		return sender.badges.some(({ type }) => type === 'bot');
	}

	#remove(broadcasterUserId: number, request: SendRequest): void {
		const requests = this.#requests.get(broadcasterUserId);
		requests?.delete(request);
		if (requests?.size === 0) this.#requests.delete(broadcasterUserId);
	}
}

/** Normalises a text, because Kick may return other white space than was sent. */
function plain(content: string): string {
	return content.normalize().replace(/\s+/g, ' ').trim();
}
