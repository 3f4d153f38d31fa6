import { setTimeout as pause } from 'node:timers/promises';
import { err, ok, type Result } from '@sapphire/result';
import type { Dispatcher } from 'undici';
import { connectionReason } from '../../connectionReason.js';
import { outgoingAgent, type ProxyFor } from '../../http/outgoingAgent.js';
import { parseJson } from '../../parseJson.js';
import { type DiscordFailure, discordFailure } from './DiscordFailure.js';
import { RateLimits } from './RateLimits.js';
import { Semaphore } from './Semaphore.js';
import { rateLimitAnswer } from './schemas.js';

const LimitMs = 8_000;
/** Maximum pause that a call waits for. Longer ones are returned as a failure, because a user is waiting. */
const MaxPauseMs = 2_500;
const MaxAnswerBytes = 1024 * 1024;
/**
 * Maximum number of parallel requests. A flood causes refusals, and after too many of them Discord blocks the bot for
 * an hour.
 */
const MaxAtOnce = 16;

export interface DiscordCall {
	method: 'GET' | 'POST';
	/** Path below the version, such as `/users/@me`. */
	path: string;
	/** Access token of a user. */
	bearer?: string;
	form?: URLSearchParams;
}

export interface DiscordHttpOptions {
	/** @default no proxy */
	proxyFor?: ProxyFor;
	/**
	 * Called when Discord cannot be reached, and not again until a call succeeds. The reason contains no address and no
	 * token.
	 */
	onUnreachable?: (reason: string) => void;
}

export interface DiscordAnswer {
	status: number;
	json: unknown;
}

/** HTTP client for Discord requests on behalf of users. The bot's own requests go through discord.js. */
export class DiscordHttp {
	readonly #base: URL;
	readonly #agent: Dispatcher;
	readonly #onUnreachable: (reason: string) => void;
	#isReached = true;
	readonly #limits = new RateLimits();
	/** Separate limits, because anyone can start logins. Users who are logged in must not wait behind them. */
	readonly #semaphores = { logins: new Semaphore(MaxAtOnce), people: new Semaphore(MaxAtOnce) };

	/** @param apiUrl Base address of Discord's API, without a version. */
	public constructor(apiUrl: string, { proxyFor, onUnreachable = () => {} }: DiscordHttpOptions = {}) {
		this.#base = new URL(`${apiUrl}/v10`);
		this.#agent = outgoingAgent(this.#base.origin, {
			proxyFor,
			connectTimeoutMs: 5_000,
			maxResponseSize: MaxAnswerBytes
		});
		this.#onUnreachable = onUnreachable;
	}

	/**
	 * Calls Discord and returns the answer of any status except 429 and 5xx. Waits for short pauses and returns long ones
	 * as a failure.
	 */
	public async call(call: DiscordCall): Promise<Result<DiscordAnswer, DiscordFailure>> {
		const deadline = AbortSignal.timeout(LimitMs);
		const key = call.bearer ?? '';
		const semaphore = call.bearer === undefined ? this.#semaphores.logins : this.#semaphores.people;
		for (;;) {
			const pauseMs = this.#limits.pauseOf(key);
			if (pauseMs > MaxPauseMs) return err(discordFailure('unavailable', pauseMs));
			try {
				if (pauseMs > 0) await pause(pauseMs, undefined, { signal: deadline, ref: false });
				const answer = await semaphore.run(() => this.#ask(call, key, deadline), deadline);
				if (answer) return answer.status >= 500 ? err(discordFailure('unavailable')) : ok(answer);
			} catch (error) {
				// Not reached, too slow or too large. Only the kind of error is reported, because the cause may contain the
				// token.
				const reason = connectionReason(error);
				if (reason && this.#isReached) this.#onUnreachable(reason);
				if (reason) this.#isReached = false;
				return err(discordFailure('unavailable'));
			}
		}
	}

	/** Aborts all running requests. */
	public close(): Promise<void> {
		return this.#agent.destroy();
	}

	/** Sends a request. Returns `null` when Discord asks for a pause. */
	async #ask(call: DiscordCall, key: string, signal: AbortSignal): Promise<DiscordAnswer | null> {
		if (this.#limits.pauseOf(key) > 0) return null;
		const answer = await this.#send(call, signal);
		this.#isReached = true;
		if (answer.status !== 429) return answer;
		const { retry_after: seconds, global } = rateLimitAnswer.parse(answer.json);
		this.#limits.pause(key, seconds * 1_000, global);
		return null;
	}

	async #send({ method, path, bearer, form }: DiscordCall, signal: AbortSignal): Promise<DiscordAnswer> {
		const { statusCode, body } = await this.#agent.request({
			origin: this.#base.origin,
			path: `${this.#base.pathname}${path}`,
			method,
			signal,
			headers: {
				accept: 'application/json',
				...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
				...(form && { 'content-type': 'application/x-www-form-urlencoded' })
			},
			body: form?.toString() ?? null
		});
		return { status: statusCode, json: parseJson(await body.text()) };
	}
}
