import { setTimeout as pause } from 'node:timers/promises';
import { err, ok, type Result } from '@sapphire/result';
import type { Dispatcher } from 'undici';
import { outgoingAgent, type ProxyFor } from '../../http/outgoingAgent.js';
import { KickError } from '../errors.js';
import { type KickAnswer, readAnswer } from './answer.js';
import { exchange } from './exchange.js';
import { failureError } from './failureError.js';
import { KickClock } from './KickClock.js';
import { UserAgent } from './userAgent.js';

export interface KickHttpOptions {
	/** Scheme, host and port, such as `https://api.kick.com`. */
	baseUrl: string;
	/** Limit for the whole call with its retries, in milliseconds. @default 10000 */
	timeoutMs?: number;
	/** @default 5000 */
	connectTimeoutMs?: number;
	/** Pause before the first retry, in milliseconds. It doubles each time. @default 250 */
	retryDelayMs?: number;
	/** @default 1048576 */
	maxAnswerBytes?: number;
	/** Clock that observes the answers. */
	clock?: KickClock;
	/** @default no proxy */
	proxyFor?: ProxyFor | undefined;
}

export interface KickCall {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	query?: URLSearchParams;
	/** Access token. */
	bearer?: string;
	json?: unknown;
	form?: URLSearchParams;
	/** Whether the request is safe to repeat. Only decides which error is reported. @default method !== 'POST' */
	repeatable?: boolean;
}

const Retries = 2;
/** A longer `Retry-After` is left to the caller. */
const MaxRetryPauseMs = 2_000;
const SecretFields = ['client_secret', 'code', 'code_verifier', 'refresh_token', 'token'];

/** HTTP client for all requests to Kick. Applies limits and retries, and keeps secrets out of errors. */
export class KickHttp {
	public readonly origin: string;
	readonly #agent: Dispatcher;
	#closing: Promise<void> | null = null;
	readonly #timeoutMs: number;
	readonly #retryDelayMs: number;
	readonly #maxAnswerBytes: number;
	readonly #clock: KickClock | null;

	public constructor(options: KickHttpOptions) {
		this.origin = new URL(options.baseUrl).origin;
		this.#timeoutMs = options.timeoutMs ?? 10_000;
		this.#retryDelayMs = options.retryDelayMs ?? 250;
		this.#clock = options.clock ?? null;
		this.#maxAnswerBytes = options.maxAnswerBytes ?? 1024 * 1024;
		// The deadline of the call covers headers and body.
		this.#agent = outgoingAgent(this.origin, {
			proxyFor: options.proxyFor,
			connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
			headersTimeout: 0,
			bodyTimeout: 0
		});
	}

	/**
	 * Calls Kick and reads the whole answer, whatever its status.
	 *
	 * Only a GET is retried, because Kick has no idempotency key for a chat message or a subscription.
	 *
	 * @returns The answer, or an error without a complete answer: `network` (Kick was not reached), `outcome_unknown` (a
	 * POST was written), `timeout`, `invalid_response` (too large) or `stopped`.
	 */
	public async call(call: KickCall): Promise<Result<KickAnswer, KickError>> {
		if (call.bearer !== undefined && !/^[\x21-\x7e]+$/.test(call.bearer)) {
			return err(
				new KickError('unauthorized', 'The token contains characters that Kick never uses. Copy the token again.')
			);
		}
		const deadline = AbortSignal.timeout(this.#timeoutMs);
		for (let attempt = 0; ; attempt++) {
			const result = await this.#attempt(call, deadline);
			if (call.method !== 'GET' || attempt === Retries) return result;
			const pauseMs = this.#retryPause(result, attempt);
			if (pauseMs === null || !(await pausedFor(pauseMs, deadline))) return result;
		}
	}

	/** Waits for running calls and closes the connections. Each call has its own limit. */
	public close(): Promise<void> {
		this.#closing ??= this.#agent.close();
		return this.#closing;
	}

	async #attempt(call: KickCall, deadline: AbortSignal): Promise<Result<KickAnswer, KickError>> {
		const request = {
			origin: this.origin,
			method: call.method,
			path: call.query?.size ? `${call.path}?${call.query}` : call.path,
			headers: headersOf(call),
			body: call.form?.toString() ?? (call.json === undefined ? null : JSON.stringify(call.json))
		};
		const began = KickClock.moment();
		const outcome = await exchange(this.#agent, request, { deadline, maxAnswerBytes: this.#maxAnswerBytes });
		// A 5xx may come from a proxy, whose clock may differ.
		if ('answer' in outcome && outcome.answer.status < 500) this.#clock?.observe(outcome.answer.headers, began);
		return 'answer' in outcome
			? ok(readAnswer(outcome.answer, secretsOf(call)))
			: err(failureError(outcome.failure, call.repeatable ?? call.method !== 'POST'));
	}

	#retryPause(result: Result<KickAnswer, KickError>, attempt: number): number | null {
		const backoffMs = this.#retryDelayMs * 2 ** attempt * (0.5 + Math.random() / 2);
		return result.match({
			err: (error) => (error.code === 'network' ? backoffMs : null),
			ok: ({ status, retryAfterMs }) => {
				if (status < 500 && (status !== 429 || retryAfterMs === null)) return null;
				const pauseMs = Math.max(retryAfterMs ?? 0, backoffMs);
				return pauseMs <= MaxRetryPauseMs ? pauseMs : null;
			}
		});
	}
}

function headersOf({ bearer, json, form }: KickCall): Record<string, string> {
	return {
		accept: 'application/json',
		'user-agent': UserAgent,
		...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
		...(json !== undefined && { 'content-type': 'application/json' }),
		...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' })
	};
}

function secretsOf({ bearer, form, query }: KickCall): string[] {
	const fields = [form, query].flatMap((values) => SecretFields.map((name) => values?.get(name)));
	return [bearer, ...fields].filter((secret): secret is string => !!secret);
}

async function pausedFor(milliseconds: number, signal: AbortSignal): Promise<boolean> {
	return pause(milliseconds, true, { signal }).catch(() => false);
}
