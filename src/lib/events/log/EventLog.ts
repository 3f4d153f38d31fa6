import { err, ok, type Result } from '@sapphire/result';
import type { Awaitable } from '../../awaitable.js';
import { KickError } from '../../kick/errors.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import type { LoggedEvent } from '../../storage/eventLog/types.js';
import { isForServer } from '../../storage/events/isForServer.js';
import type { EventLogFilter, LogPageFilter } from './EventLogFilter.js';
import type { GuildLogAccess } from './GuildLogAccess.js';
import { type LogDetail, type LogEntry, queryOfState, toLogDetail, toLogEntry } from './LogEntry.js';
import { readablePayload } from './readablePayload.js';

/** Newest first. */
export interface LogPage {
	entries: LogEntry[];
	/** For `after`; `null` where nothing newer was there. */
	newer: string | null;
	/** For `before`; `null` at the end of the log. A page with few entries may have one, too: a rare state takes several looks. */
	older: string | null;
}

const DefaultPage = 50;
const MaxPageSize = 1_000;

export interface EventLogDependencies {
	log: EventLogRepository;
	routes: { guildsOf(broadcasterUserId: number): Awaitable<Iterable<string>> };
	access: GuildLogAccess;
	/** An event waits for a server again. */
	onReplay: (guildId: string, id: string) => void;
	onDismissed: (guildId: string, id: string) => void;
}

/** What arrived and what became of it. */
export class EventLog {
	public constructor(private readonly dependencies: EventLogDependencies) {}

	/** Newest first. */
	public async list({ guildId, state, delivery, ...filter }: EventLogFilter = {}): Promise<LoggedEvent[]> {
		const query = { ...filter, limit: limitOf(filter) };
		if (guildId === undefined) return this.dependencies.log.list({ ...query, ...(state && { states: [state] }) });
		const scope = await this.dependencies.access.of(guildId);
		const ofServer = { ...query, delivery, ...(state && { overall: state }) };
		return scope ? (await this.dependencies.log.pageWithPayload(scope, ofServer)).rows : [];
	}

	/** A page of what one server may see. */
	public async page(guildId: string, { state, ...filter }: LogPageFilter = {}): Promise<LogPage> {
		const scope = await this.dependencies.access.of(guildId);
		if (!scope) return { entries: [], newer: null, older: null };
		const query = { ...filter, ...(state && queryOfState(state)), limit: limitOf(filter) };
		const { rows, newer, older } = await this.dependencies.log.page(scope, query);
		return { entries: rows.map(toLogEntry), newer, older };
	}

	/** One event with what Kick sent, if the server may see it. Otherwise `not_found`, as for one that does not exist. */
	public async detail(guildId: string, id: string): Promise<Result<LogDetail, KickError>> {
		const event = await this.#visible(guildId, id);
		return event ? ok(toLogDetail(event, readablePayload(event.payload))) : err(notFound(id));
	}

	/**
	 * Hands an event to its Discord servers once more, also a dead letter or a stale one.
	 *
	 * @param id Of the log, or Kick's message id.
	 * @param options `guildId`: for this server alone, if it may see the event.
	 * @returns The servers that get it; an error with `not_found`, or `bad_request` where there is none.
	 */
	public async replay(
		id: string,
		{ guildId }: { guildId?: string } = {}
	): Promise<Result<readonly string[], KickError>> {
		const event = guildId === undefined ? await this.dependencies.log.find(id) : await this.#visible(guildId, id);
		if (!event) return err(notFound(id));
		if (event.isOwn) return err(new KickError('bad_request', 'The bot sent this message.'));
		const guildIds = (await this.#serversOf(event)).filter((server) => guildId === undefined || server === guildId);
		if (guildIds.length === 0) {
			return err(new KickError('bad_request', 'No Discord server is linked to the channel of this event.'));
		}
		await this.dependencies.log.requeue(event.id, guildIds);
		for (const server of guildIds) this.dependencies.onReplay(server, event.id);
		return ok(guildIds);
	}

	/**
	 * Dismisses a dead letter of a server, or an unreadable event: no further action is needed.
	 *
	 * @param id Of the log, or Kick's message id.
	 * @returns An error with `not_found`, or `bad_request` where the event is neither.
	 */
	public async dismiss(id: string, guildId: string): Promise<Result<void, KickError>> {
		const event = await this.#visible(guildId, id);
		if (!event) return err(notFound(id));
		if (event.deliveries[0]?.state === 'dismissed') return ok(undefined);
		if (!(await this.dependencies.log.dismiss(event.id, guildId))) {
			const hint = 'Only an event that failed, or is unreadable, can be dismissed.';
			return err(new KickError('bad_request', hint));
		}
		this.dependencies.onDismissed(guildId, event.id);
		return ok(undefined);
	}

	/** With no other server's deliveries. */
	async #visible(guildId: string, id: string): Promise<LoggedEvent | null> {
		const scope = await this.dependencies.access.of(guildId);
		const event = scope && (await this.dependencies.log.find(id));
		if (!event) return null;
		const deliveries = event.deliveries.filter((delivery) => delivery.guildId === guildId);
		const { broadcasterUserId } = event;
		const isOfChannel =
			broadcasterUserId !== null && broadcasterUserId === scope.broadcasterUserId && isForServer(event, guildId);
		return deliveries.length > 0 || isOfChannel ? { ...event, deliveries } : null;
	}

	/** Those that it went to and that are still linked; for one that was never announced, those that it would go to now. */
	async #serversOf(event: LoggedEvent): Promise<readonly string[]> {
		const { deliveries, broadcasterUserId } = event;
		const linked = broadcasterUserId === null ? [] : await this.dependencies.routes.guildsOf(broadcasterUserId);
		const hadIt = new Set(deliveries.map((delivery) => delivery.guildId));
		return [...linked].filter((server) => isForServer(event, server) && (hadIt.size === 0 || hadIt.has(server)));
	}
}

/** Whatever comes from an address: from 1 to 1,000. */
function limitOf({ limit = DefaultPage }: { limit?: number }): number {
	return Math.min(Math.max(Math.trunc(limit) || DefaultPage, 1), MaxPageSize);
}

function notFound(id: string): KickError {
	return new KickError('not_found', `The log has no event ${JSON.stringify(id)}.`);
}
