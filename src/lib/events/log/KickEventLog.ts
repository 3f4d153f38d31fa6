import { ok, type Result } from '@sapphire/result';
import type { KickError } from '../../kick/errors.js';
import type { KickWebhookType } from '../../kick/events/index.js';
import type { LoggedEvent } from '../../storage/eventLog/types.js';
import { whileRunning } from '../../whileRunning.js';
import type { TestEventReport, TestEvents } from '../testing/TestEvents.js';
import type { ChatLine, ChatLog, ChatUpdate } from './ChatLog.js';
import type { EventLog, LogPage } from './EventLog.js';
import type { EventLogFilter, LogPageFilter } from './EventLogFilter.js';
import type { LogUpdate } from './FollowBuffer.js';
import type { FollowOptions, LiveLog } from './LiveLog.js';
import type { LogDetail } from './LogEntry.js';

/**
 * What arrived from Kick and what became of it: `container.kick.events`.
 *
 * What takes a server's id shows what this server may see, and nothing of others. Once the bot stops, calls that return a `Result`
 * answer `stopped`, and the others throw that error.
 *
 * @example
 * ```typescript
 * const { entries } = await container.kick.events.page(guildId, { state: 'dead_letter' });
 * for (const { id } of entries) await container.kick.events.replay(id, { guildId });
 * ```
 */
export class KickEventLog {
	#isStopping = false;

	public constructor(
		private readonly log: EventLog,
		private readonly live: LiveLog,
		private readonly chat: ChatLog,
		private readonly tests: TestEvents
	) {}

	/** Events with what Kick sent, newest first; of all servers, or of one. */
	public list(filter: EventLogFilter = {}): Promise<LoggedEvent[]> {
		return this.#read(() => this.log.list(filter));
	}

	/** A page of one server's log. */
	public page(guildId: string, filter: LogPageFilter = {}): Promise<LogPage> {
		return this.#read(() => this.log.page(guildId, filter));
	}

	/**
	 * One event of one server's log, with what Kick sent.
	 *
	 * @param id Of the log, or Kick's message id.
	 * @returns An error with `not_found` also for an event that the server may not see.
	 */
	public detail(guildId: string, id: string): Promise<Result<LogDetail, KickError>> {
		return this.#using(() => this.log.detail(guildId, id));
	}

	/**
	 * Hands an event to its Discord servers once more, also a dead letter or a stale one.
	 *
	 * @param id Of the log, or Kick's message id.
	 * @param options `guildId`: for this server alone, if it may see the event.
	 * @returns The servers that get it; an error with `not_found`, or `bad_request` where there is none.
	 */
	public replay(id: string, options: { guildId?: string } = {}): Promise<Result<readonly string[], KickError>> {
		return this.#using(() => this.log.replay(id, options));
	}

	/**
	 * Dismisses a dead letter of a server, or an unreadable event: no further action is needed.
	 *
	 * @param id Of the log, or Kick's message id.
	 * @returns An error with `not_found`, or `bad_request` where the event is neither.
	 */
	public dismiss(id: string, guildId: string): Promise<Result<void, KickError>> {
		return this.#using(() => this.log.dismiss(id, guildId));
	}

	/**
	 * New entries of one server's log and changes of their states, as they come; also those of other processes, within a second.
	 *
	 * Ends with the signal and when the bot stops. Whoever reads too slowly is told of a `gap` and gets the newest.
	 *
	 * @example
	 * ```typescript
	 * for await (const update of container.kick.events.follow(guildId, { signal })) {
	 *   if (update.kind !== 'gap') console.log(update.entry.type, update.entry.state);
	 * }
	 * ```
	 */
	public follow(guildId: string, options: FollowOptions = {}): AsyncGenerator<LogUpdate, void, undefined> {
		return this.live.follow(guildId, options);
	}

	/**
	 * The last messages of the server's Kick chat, the bot's own among them. Oldest first.
	 *
	 * @param limit Up to 500. Default: 50.
	 */
	public recentChat(guildId: string, limit?: number): Promise<ChatLine[]> {
		return this.#read(() => this.chat.recent(guildId, limit));
	}

	/** The server's Kick chat as it comes, the bot's own messages among it. Ends as {@link follow} does. */
	public followChat(guildId: string, options: FollowOptions = {}): AsyncGenerator<ChatUpdate, void, undefined> {
		return this.chat.follow(guildId, options);
	}

	/**
	 * Sends a webhook to the bot itself, in the name of the server's channel, and tells how it went: whether the route answered,
	 * and whether the listeners of this server handled it. They see `context.isTest`. Settles within 20 seconds.
	 *
	 * @param type Default: a chat message that says that it is a test.
	 * @returns An error with `not_linked`, `channel_not_synced` or `wrong_account` where no event would reach the server.
	 */
	public sendTestEvent(
		guildId: string,
		type: KickWebhookType = 'chat.message.sent'
	): Promise<Result<TestEventReport, KickError>> {
		return this.#using(() => this.tests.send(guildId, type));
	}

	/** Ends everybody who follows. Called when the bot stops. */
	public stop(): void {
		this.#isStopping = true;
		this.live.stop();
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
