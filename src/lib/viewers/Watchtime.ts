import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import { parseChannelName } from '../kick/index.js';
import { type DatabaseOf, readableChannel } from '../settings/ownChannel.js';
import type { Chatter } from '../storage/chatters/ChatterRepository.js';
import type { Database } from '../storage/Database.js';
import type { StreamRow, WatchWindow } from '../storage/watchtime/types.js';
import { isLive } from './streamState.js';
import type { Leaderboard, LeaderboardOptions, ViewerWatchtime, WatchPeriod, WatchtimeOptions } from './types.js';

const DefaultPageSize = 10;
const MaxPageSize = 100;

/**
 * Watch time of viewers, available as `container.kick.watchtime`.
 *
 * All values are an **estimate from chat**, because Kick publishes no list of viewers. A viewer counts as present from
 * a message until 10 minutes (`presenceMinutes`) after the last one. The part of that time in which the stream was live
 * is watch time. Viewers who never write have none.
 *
 * @example
 * ```typescript
 * const ana = await container.kick.watchtime.of(guildId, 'ana', { period: 'month' });
 * ana.match({
 *   ok: ({ watchedMs }) => console.log(`about ${Math.round(watchedMs / 60_000)} minutes`),
 *   err: ({ hint }) => console.log(hint)
 * });
 * ```
 */
export class Watchtime {
	/** @internal */
	public constructor(
		private readonly databaseOf: DatabaseOf,
		/** Counts messages that were stored in the last second. */
		private readonly catchUp: () => Promise<void>
	) {}

	/**
	 * Returns the watch time of one viewer. It is an estimate, because Kick has no list of viewers.
	 *
	 * @param viewer Kick user id, name on Kick (case-insensitive, with or without `@`), or address of the profile.
	 * @returns An error with `not_found` for a viewer who never wrote in the chat. An error with `not_configured`,
	 * `not_linked`, `channel_not_synced` or `wrong_account` when the server has no chat to read.
	 */
	public async of(
		guildId: string,
		viewer: number | string,
		{ period = 'all' }: WatchtimeOptions = {}
	): Promise<Result<ViewerWatchtime, KickError>> {
		const channel = await readableChannel(this.databaseOf, guildId);
		if (channel.isErr()) return err(channel.unwrapErr());
		const { database, broadcasterUserId } = channel.unwrap();
		await this.catchUp();
		const chatter = await findViewer(database, broadcasterUserId, viewer);
		if (!chatter) return err(unknownViewer(viewer));

		const now = new Date();
		const { userId, username, color, lastSeenAt } = chatter;
		const window = windowOf(period, await database.streams.latest(broadcasterUserId), now);
		const watched = window && (await database.watchtime.ofViewer(broadcasterUserId, userId, window));
		return ok({
			viewer: { userId, username, color },
			period,
			watchedMs: watched?.watchedMs ?? 0,
			rank: watched?.rank ?? null,
			watchers: watched?.watchers ?? 0,
			isPresent: await database.watchtime.isPresent(broadcasterUserId, userId, now),
			lastSeenAt
		});
	}

	/**
	 * Returns a page of the viewers who watched longest. It is an estimate, because Kick has no list of viewers.
	 *
	 * @returns An error with `not_configured`, `not_linked`, `channel_not_synced` or `wrong_account` when the server has
	 * no chat to read.
	 * @example
	 * ```typescript
	 * const week = await container.kick.watchtime.leaderboard(guildId, { period: 'week', pageSize: 3 });
	 * week.inspect(({ entries }) => console.log(entries.map(({ rank, username }) => `${rank}. ${username}`).join('\n')));
	 * ```
	 */
	public async leaderboard(guildId: string, options: LeaderboardOptions = {}): Promise<Result<Leaderboard, KickError>> {
		const channel = await readableChannel(this.databaseOf, guildId);
		if (channel.isErr()) return err(channel.unwrapErr());
		const { database, broadcasterUserId } = channel.unwrap();
		await this.catchUp();
		const { period = 'all', page = 1, pageSize = DefaultPageSize } = options;
		const now = new Date();
		const stream = await database.streams.latest(broadcasterUserId);
		const window = windowOf(period, stream, now);
		const size = Math.min(Math.max(Math.trunc(pageSize) || 1, 1), MaxPageSize);
		const found = await readPage(database, broadcasterUserId, window, Math.max(Math.trunc(page) || 1, 1), size);
		return ok({
			period,
			...found,
			present: await database.watchtime.countPresent(broadcasterUserId, now),
			streamIsLive: isLive(stream, now),
			stream: stream && { startedAt: stream.startedAt, endedAt: stream.endedAt }
		});
	}
}

type Page = Pick<Leaderboard, 'entries' | 'total' | 'page' | 'pages'>;

async function readPage(
	{ watchtime }: Database,
	broadcasterUserId: number,
	window: WatchWindow | null,
	page: number,
	size: number
): Promise<Page> {
	if (!window) return { entries: [], total: 0, page: 1, pages: 1 };
	const read = (number: number) =>
		watchtime.leaderboard(broadcasterUserId, window, { offset: (number - 1) * size, limit: size });
	const found = await read(page);
	if (found.rows.length > 0 || page === 1) {
		return { entries: found.rows, total: found.watchers, page, pages: pagesOf(found.watchers, size) };
	}
	// An empty page has no row that carries the total.
	const last = pagesOf((await read(1)).watchers, size);
	const { rows, watchers } = await read(last);
	return { entries: rows, total: watchers, page: last, pages: last };
}

function pagesOf(watchers: number, size: number): number {
	return Math.max(Math.ceil(watchers / size), 1);
}

/** Finds a viewer by name or id. A text of digits is tried as a name first, because names may be all digits. */
async function findViewer(
	{ watchtime }: Database,
	broadcasterUserId: number,
	viewer: number | string
): Promise<Chatter | null> {
	if (typeof viewer === 'number') return findById(watchtime, broadcasterUserId, viewer);
	const name = nameIn(viewer);
	// The address of a profile, which people copy, has `-` where the name has `_`.
	for (const candidate of new Set([name, name.replaceAll('-', '_')])) {
		const named = await watchtime.findViewer(broadcasterUserId, { name: candidate });
		if (named) return named;
	}
	return /^\d{1,15}$/.test(name) ? findById(watchtime, broadcasterUserId, Number(name)) : null;
}

function nameIn(viewer: string): string {
	return parseChannelName(viewer).unwrapOr(viewer.trim().replace(/^@/, ''));
}

async function findById(
	watchtime: Database['watchtime'],
	broadcasterUserId: number,
	id: number
): Promise<Chatter | null> {
	return Number.isSafeInteger(id) ? watchtime.findViewer(broadcasterUserId, { id }) : null;
}

function unknownViewer(viewer: number | string): KickError {
	const advice = 'Check the name: use the one on Kick.';
	return new KickError('not_found', `No viewer called "${viewer}" has written in this Kick chat recently. ${advice}`);
}

const DayMs = 24 * 60 * 60_000;
const Days: Record<Exclude<WatchPeriod, 'stream'>, number> = { day: 1, week: 7, month: 30, all: 400 };

/** Days for which watch time is kept. */
export const KeptDays = Days.all;

/** Returns the time span of a period. `null` for the stream of a channel that never had one. */
function windowOf(period: WatchPeriod, stream: StreamRow | null, now: Date): WatchWindow | null {
	if (period === 'stream') return stream && { from: stream.startedAt, until: now };
	const today = Math.floor(now.getTime() / DayMs);
	return { from: new Date((today + 1 - Days[period]) * DayMs), until: now };
}
