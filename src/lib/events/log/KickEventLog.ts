import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../../kick/errors.js';
import type { KickEmote, KickWebhookType } from '../../kick/events/index.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import type { LoggedEvent } from '../../storage/eventLog/types.js';
import { whileRunning } from '../../whileRunning.js';
import type { TestEventReport, TestEvents } from '../testing/TestEvents.js';
import type { ChatLine, ChatLog, ChatUpdate } from './ChatLog.js';
import type { EventLogFilter, LogPageFilter } from './EventLogFilter.js';
import type { EventText } from './EventText.js';
import type { EventTexts } from './EventTexts.js';
import type { LogUpdate } from './FollowBuffer.js';
import type { GuildLogAccess } from './GuildLogAccess.js';
import type { FollowOptions, LiveLog } from './LiveLog.js';
import { type LogDetail, type LogEntry, queryOfState, toLogDetail, toLogEntry } from './LogEntry.js';
import { readablePayload } from './readablePayload.js';
import { eventNotFound, type RequeueDependencies, requeueEvent } from './requeueEvent.js';

/** Page of the log of one server. */
export interface LogPage {
	/** Newest first. */
	entries: LogEntry[];
	/** Id for `after`; `null` if nothing is newer. */
	newer: string | null;
	/** Id for `before`; `null` at the end of the log. Even a page with few entries may have one, if the state is rare. */
	older: string | null;
}

const DefaultPage = 50;
const MaxPageSize = 1_000;

export interface KickEventLogDependencies extends RequeueDependencies {
	log: EventLogRepository;
	access: GuildLogAccess;
	live: LiveLog;
	chat: ChatLog;
	texts: EventTexts;
	tests: TestEvents;
	/** Called when an event waits for a server again. */
	onReplay: (guildId: string, id: string) => void;
	/** Called when a dead letter or an unreadable event was dismissed. */
	onDismissed: (guildId: string, id: string) => void;
}

/**
 * Log of the events from Kick and of their deliveries: `container.kick.events`.
 *
 * A method that takes a server's id shows only what this server may see. Once the bot stops, calls that return a
 * `Result` answer `stopped`. The others throw that error.
 *
 * @example
 * ```typescript
 * const { entries } = await container.kick.events.page(guildId, { state: 'dead_letter' });
 * for (const { id } of entries) await container.kick.events.replay(id, { guildId });
 * ```
 */
export class KickEventLog {
	#isStopping = false;

	/** @internal */
	public constructor(private readonly dependencies: KickEventLogDependencies) {}

	/** Reads events of all servers or of one, with their payloads, newest first. */
	public list({ guildId, state, delivery, ...filter }: EventLogFilter = {}): Promise<LoggedEvent[]> {
		return this.#read(async () => {
			const { access, log } = this.dependencies;
			const query = { ...filter, limit: limitOf(filter) };
			if (guildId === undefined) return log.list({ ...query, ...(state && { states: [state] }) });
			const scope = await access.of(guildId);
			const ofServer = { ...query, delivery, ...(state && { overall: state }) };
			return scope ? (await log.pageWithPayload(scope, ofServer)).rows : [];
		});
	}

	/** Reads a page of one server's log. */
	public page(guildId: string, { state, ...filter }: LogPageFilter = {}): Promise<LogPage> {
		return this.#read(async () => {
			const scope = await this.dependencies.access.of(guildId);
			if (!scope) return { entries: [], newer: null, older: null };
			const query = { ...filter, ...(state && queryOfState(state)), limit: limitOf(filter) };
			const { rows, newer, older } = await this.dependencies.log.page(scope, query);
			return { entries: rows.map(toLogEntry), newer, older };
		});
	}

	/**
	 * Describes entries that were read before, in one sentence each, for people.
	 *
	 * @returns The sentences by id. Names and messages are parts of their own, because they come from outside.
	 * @internal
	 */
	public describe(entries: readonly Pick<LogEntry, 'id'>[]): Promise<ReadonlyMap<string, EventText>> {
		return this.#read(() => this.dependencies.texts.of(entries.map(({ id }) => id)));
	}

	/**
	 * Reads one event of one server's log, with its payload.
	 *
	 * @param id Id in the log, or Kick's message id.
	 * @returns An error with `not_found` also for an event that the server may not see.
	 */
	public detail(guildId: string, id: string): Promise<Result<LogDetail, KickError>> {
		return this.#using(async () => {
			const event = await this.dependencies.access.findEvent(guildId, id);
			return event ? ok(toLogDetail(event, readablePayload(event.payload))) : err(eventNotFound(id));
		});
	}

	/**
	 * Delivers an event to its Discord servers again, even a dead letter or a stale event.
	 *
	 * @param id Id in the log, or Kick's message id.
	 * @param options `guildId`: for this server alone, if it may see the event.
	 * @returns The servers that receive it. An error with `not_found`, or with `bad_request` if there is no such server
	 * or the bot sent the message.
	 */
	public replay(id: string, { guildId }: { guildId?: string } = {}): Promise<Result<readonly string[], KickError>> {
		return this.#using(async () => {
			const { access, log, onReplay } = this.dependencies;
			const event = guildId === undefined ? await log.find(id) : await access.findEvent(guildId, id);
			if (!event) return err(eventNotFound(id));
			const requeued = await requeueEvent(this.dependencies, event, guildId);
			return requeued.inspect((guildIds) => {
				for (const server of guildIds) onReplay(server, event.id);
			});
		});
	}

	/**
	 * Dismisses a dead letter of a server, or an unreadable event: no further action is needed.
	 *
	 * @param id Id in the log, or Kick's message id.
	 * @returns An error with `not_found`, or with `bad_request` if the event is neither.
	 */
	public dismiss(id: string, guildId: string): Promise<Result<void, KickError>> {
		return this.#using(async () => {
			const { access, log, onDismissed } = this.dependencies;
			const event = await access.findEvent(guildId, id);
			if (!event) return err(eventNotFound(id));
			if (event.deliveries[0]?.state === 'dismissed') return ok(undefined);
			if (!(await log.dismiss(event.id, guildId))) {
				const hint = 'Only an event that failed, or is unreadable, can be dismissed.';
				return err(new KickError('bad_request', hint));
			}
			onDismissed(guildId, event.id);
			return ok(undefined);
		});
	}

	/**
	 * Yields new entries of one server's log and changes of their states; those of other processes within a second.
	 *
	 * Ends with the signal and when the bot stops. A slow reader gets a `gap`, and then the newest entries.
	 *
	 * @example
	 * ```typescript
	 * for await (const update of container.kick.events.follow(guildId, { signal })) {
	 *   if (update.kind !== 'gap') console.log(update.entry.type, update.entry.state);
	 * }
	 * ```
	 */
	public follow(guildId: string, options: FollowOptions = {}): AsyncGenerator<LogUpdate, void, undefined> {
		return this.dependencies.live.follow(guildId, options);
	}

	/**
	 * Reads the last messages of the server's Kick chat, oldest first. The bot's own are included.
	 *
	 * @param limit Maximum number of messages, up to 500. Default: 50.
	 */
	public recentChat(guildId: string, limit?: number): Promise<ChatLine[]> {
		return this.#read(() => this.dependencies.chat.recent(guildId, limit));
	}

	/**
	 * Finds one message of the server's Kick chat.
	 *
	 * @param id Id in the log, as in {@link ChatLine}.
	 * @returns `null` also for a message that the server may not see.
	 */
	public chatLine(guildId: string, id: string): Promise<ChatLine | null> {
		return this.#read(() => this.dependencies.chat.find(guildId, id));
	}

	/**
	 * Reads the emotes that people used in the server's Kick chat: up to 60 of the last 2,000 messages, most used first.
	 * An answer is shared for a minute.
	 */
	public recentEmotes(guildId: string): Promise<KickEmote[]> {
		return this.#read(() => this.dependencies.chat.emotes(guildId));
	}

	/** Yields the messages of the server's Kick chat, including the bot's own. Ends as {@link follow} does. */
	public followChat(guildId: string, options: FollowOptions = {}): AsyncGenerator<ChatUpdate, void, undefined> {
		return this.dependencies.chat.follow(guildId, options);
	}

	/**
	 * Sends a webhook to the bot itself, in the name of the server's channel, and reports each step.
	 *
	 * The steps: the route answered, the event is in the log, and the listeners of this server handled it.
	 * They see `context.isTest`. Settles within 20 seconds.
	 *
	 * @param type Default: a chat message that says that it is a test.
	 * @returns An error with `not_linked`, `channel_not_synced` or `wrong_account` if no event would reach the server.
	 * An error with `network` if the bot does not listen on a port, or with `rate_limited` during another test.
	 */
	public sendTestEvent(
		guildId: string,
		type: KickWebhookType = 'chat.message.sent'
	): Promise<Result<TestEventReport, KickError>> {
		return this.#using(() => this.dependencies.tests.send(guildId, type));
	}

	/** Ends all `follow` loops. Called when the bot stops. */
	public stop(): void {
		this.#isStopping = true;
		this.dependencies.live.stop();
	}

	#using<T>(use: () => Promise<Result<T, KickError>>): Promise<Result<T, KickError>> {
		return whileRunning(() => this.#isStopping, use);
	}

	async #read<T>(read: () => Promise<T>): Promise<T> {
		const answer = await this.#using(async () => ok(await read()));
		return answer.unwrapOrElse((error) => {
			throw error;
		});
	}
}

/** Returns a limit from 1 to 1,000, because it may come from an address. */
function limitOf({ limit = DefaultPage }: { limit?: number }): number {
	return Math.min(Math.max(Math.trunc(limit) || DefaultPage, 1), MaxPageSize);
}
