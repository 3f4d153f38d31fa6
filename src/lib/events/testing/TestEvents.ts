import { setTimeout as pause } from 'node:timers/promises';
import { err, ok, Result } from '@sapphire/result';
import { ulid } from 'ulid';
import type { Awaitable } from '../../awaitable.js';
import { postToSelf } from '../../http/postToSelf.js';
import { KickError } from '../../kick/errors.js';
import type { KickWebhookType } from '../../kick/events/index.js';
import type { TestSignature, WebhookHeaders } from '../../kick/index.js';
import type { AccountRepository } from '../../storage/repositories/AccountRepository.js';
import type { GuildLogAccess } from '../log/GuildLogAccess.js';
import { type LogEntry, toLogEntry } from '../log/LogEntry.js';
import { testBody } from './testBody.js';

export interface TestEventsDependencies {
	access: GuildLogAccess;
	accounts: Pick<AccountRepository, 'find'>;
	signature: TestSignature;
	/** Webhook address of this process; `null` while it does not listen. */
	webhookUrl: () => URL | null;
	/** Number of listeners of this process that receive a type. */
	countListeners: (type: KickWebhookType) => number;
	/** Whether this process calls the listeners of the server. */
	owns: (guildId: string) => boolean;
	/** @default 10000 */
	limitMs?: number;
}

const IdPrefix = 'test-';
const LimitMs = 10_000;
const PollEveryMs = 100;

/** Sends events to the bot itself, on the same path as Kick's, to show a person that it works. */
export class TestEvents {
	/** Running test events: message id → server. */
	readonly #sent = new Map<string, string>();

	public constructor(private readonly dependencies: TestEventsDependencies) {}

	/** Returns the server that sent this webhook as a test; `null` for any other webhook, which Kick must have signed. */
	public serverOf(headers: WebhookHeaders, body: Buffer): Awaitable<string | null> {
		const guildId = headers.messageId.startsWith(IdPrefix) ? this.#sent.get(headers.messageId) : undefined;
		if (guildId === undefined) return null;
		return this.dependencies.signature.fits(headers, body).then((fits) => (fits ? guildId : null));
	}

	/** Sends a test event and reports each step. Settles within 20 seconds. */
	public async send(guildId: string, type: KickWebhookType): Promise<Result<TestEventReport, KickError>> {
		const channel = await this.dependencies.access.channelOf(guildId);
		if (channel.isErr()) return err(channel.unwrapErr());
		const url = this.dependencies.webhookUrl();
		if (!url) return err(notListening());
		if ([...this.#sent.values()].includes(guildId)) {
			return err(new KickError('rate_limited', 'A test event is on its way already. Try again in a moment.'));
		}
		const eventId = `${IdPrefix}${ulid()}`;
		this.#sent.set(eventId, guildId);
		try {
			return ok(await this.#follow(url, guildId, channel.unwrap(), type, eventId));
		} finally {
			this.#sent.delete(eventId);
		}
	}

	async #follow(
		url: URL,
		guildId: string,
		broadcasterUserId: number,
		type: KickWebhookType,
		eventId: string
	): Promise<TestEventReport> {
		const startedAt = performance.now();
		const report: TestEventReport = { eventId, type, status: 0, ok: false, steps: [] };
		const note = (name: TestEventStep['name'], ok: boolean, text: string) => {
			report.steps.push({ name, ok, afterMs: Math.round(performance.now() - startedAt), text });
			return ok;
		};
		const posted = await this.#post(url, broadcasterUserId, type, eventId);
		report.status = posted.unwrapOr(0);
		const answer = posted.match({
			ok: (status) => `The webhook route answered with ${status}.`,
			err: (error) => `The webhook route did not answer: ${error.message}.`
		});
		if (!note('answered', report.status === 200, answer)) return report;

		const until = performance.now() + (this.dependencies.limitMs ?? LimitMs);
		let entry = await this.#find(guildId, eventId);
		const isStored = entry !== null;
		if (!note('stored', isStored, isStored ? 'It is in the log.' : 'It is not in the log.')) return report;
		while (entry?.state === 'pending' && performance.now() < until) {
			await pause(PollEveryMs, undefined, { ref: false });
			entry = await this.#find(guildId, eventId);
		}
		report.ok = note('handled', entry?.state === 'handled', this.#outcome(entry, guildId, type));
		return report;
	}

	async #post(
		url: URL,
		broadcasterUserId: number,
		type: KickWebhookType,
		messageId: string
	): Promise<Result<number, Error>> {
		const account = await this.dependencies.accounts.find(broadcasterUserId);
		const username = account?.username ?? String(broadcasterUserId);
		const channel = { id: broadcasterUserId, username, slug: account?.slug ?? username.toLowerCase() };
		const now = new Date();
		const body = Buffer.from(JSON.stringify(testBody(type, messageId, channel, now)));
		const timestamp = now.toISOString();
		const headers = {
			'Content-Type': 'application/json',
			'Content-Length': String(body.length),
			'Kick-Event-Message-Id': messageId,
			'Kick-Event-Subscription-Id': messageId,
			'Kick-Event-Signature': await this.dependencies.signature.sign({ messageId, timestamp }, body),
			'Kick-Event-Message-Timestamp': timestamp,
			'Kick-Event-Type': type,
			'Kick-Event-Version': '1'
		};
		return Result.fromAsync<number, Error>(() => postToSelf(url, headers, body, this.dependencies.limitMs ?? LimitMs));
	}

	async #find(guildId: string, eventId: string): Promise<LogEntry | null> {
		const event = await this.dependencies.access.findEvent(guildId, eventId);
		return event && toLogEntry(event);
	}

	#outcome(entry: LogEntry | null, guildId: string, type: KickWebhookType): string {
		if (!entry) return 'It is no longer in the log.';
		switch (entry.state) {
			case 'handled':
				return this.#whoHandled(guildId, type);
			case 'pending':
				return 'Other events of this server are handled first.';
			case 'retrying':
				return `A listener failed and will be retried: ${entry.error}`;
			case 'dead_letter':
				return `A listener failed: ${entry.error}`;
			default:
				return entry.error ?? 'It was not delivered to listeners.';
		}
	}

	#whoHandled(guildId: string, type: KickWebhookType): string {
		if (!this.dependencies.owns(guildId)) return 'The process of this bot that has this server handled it.';
		const count = this.dependencies.countListeners(type);
		if (count === 0) return 'Handled, but this bot has no listener for this event type.';
		return count === 1 ? '1 listener has handled it.' : `${count} listeners have handled it.`;
	}
}

function notListening(): KickError {
	return new KickError(
		'network',
		'The HTTP server of this process does not listen on a port. Send the test event from a process that does.'
	);
}

/** Step of a test event on its way through the bot. */
export interface TestEventStep {
	/**
	 * `answered`: the webhook route has answered. `stored`: the event is in the log. `handled`: the listeners are done.
	 */
	name: 'answered' | 'stored' | 'handled';
	ok: boolean;
	/** Time since the test began, in milliseconds. */
	afterMs: number;
	/** Description for people: what happened, or why not. */
	text: string;
}

/** Result of a test event. */
export interface TestEventReport {
	/** Same id as in `context.eventId`. */
	eventId: string;
	type: string;
	/** Status of the webhook route's answer: 200 on success. */
	status: number;
	/** Whether every step succeeded. */
	ok: boolean;
	/** Steps in order, up to the first failed one. */
	steps: TestEventStep[];
}
