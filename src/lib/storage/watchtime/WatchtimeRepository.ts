import type { Chatter } from '../chatters/ChatterRepository.js';
import { Prisma, type PrismaClient } from '../prisma.js';
import type { Provider } from '../provider.js';
import { retryConflicts } from '../support/retryConflicts.js';
import { rowLocks } from '../support/rowLocks.js';
import { DayMs, foldBoundary } from './foldBoundary.js';
import { foldVisits } from './foldVisits.js';
import type { WatcherRow, WatchWindow } from './types.js';
import { watchedTotals } from './watchedTotals.js';

interface RankedRecord {
	user_id: bigint;
	watched_ms: bigint;
	rank: bigint;
	watchers: bigint;
}

/**
 * Watch time: how long viewers were present while the stream was live. `ViewerRepository` stores the visits behind it.
 */
export class WatchtimeRepository {
	readonly #prisma: PrismaClient;
	readonly #provider: Provider;

	public constructor(prisma: PrismaClient, provider: Provider) {
		this.#prisma = prisma;
		this.#provider = provider;
	}

	/** Finds a viewer of the channel by id, or by name in any case. */
	public async findViewer(
		broadcasterUserId: number,
		viewer: { id: number } | { name: string }
	): Promise<Chatter | null> {
		const userId = 'id' in viewer ? viewer.id : await this.#idOf(broadcasterUserId, viewer.name);
		if (userId === null) return null;
		const record = await this.#prisma.kickChatter.findUnique({
			where: { broadcasterUserId_userId: { broadcasterUserId, userId } },
			omit: { broadcasterUserId: true }
		});
		return record && { ...record, userId: Number(record.userId) };
	}

	/** Returns the watch time of a viewer, or `null` without any. */
	public async ofViewer(
		broadcasterUserId: number,
		userId: number,
		window: WatchWindow
	): Promise<{ watchedMs: number; rank: number; watchers: number } | null> {
		const [row] = await this.#prisma.$queryRaw<RankedRecord[]>`
			SELECT * FROM (${this.#ranked(broadcasterUserId, window)}) AS ranked WHERE user_id = ${BigInt(userId)}`;
		if (!row) return null;
		return { watchedMs: Number(row.watched_ms), rank: Number(row.rank), watchers: Number(row.watchers) };
	}

	/** Returns viewers by watch time, the longest first. `watchers` is 0 when the offset is beyond the last viewer. */
	public async leaderboard(
		broadcasterUserId: number,
		window: WatchWindow,
		{ offset, limit }: { offset: number; limit: number }
	): Promise<{ rows: WatcherRow[]; watchers: number }> {
		const records = await this.#prisma.$queryRaw<(RankedRecord & { username: string; color: string | null })[]>`
			SELECT ranked.*, chatter.username, chatter.color
			FROM (${this.#ranked(broadcasterUserId, window)}) AS ranked
			JOIN kick_chatters AS chatter ON chatter.broadcaster_user_id = ${BigInt(broadcasterUserId)}
				AND chatter.user_id = ranked.user_id
			ORDER BY ranked.watched_ms DESC, ranked.user_id
			LIMIT ${limit} OFFSET ${offset}`;
		const rows = records.map(({ user_id, username, color, watched_ms, rank }) => ({
			userId: Number(user_id),
			username,
			color,
			watchedMs: Number(watched_ms),
			rank: Number(rank)
		}));
		return { rows, watchers: Number(records[0]?.watchers ?? 0) };
	}

	public async isPresent(broadcasterUserId: number, userId: number, at: Date): Promise<boolean> {
		const where = { broadcasterUserId, userId, ...around(at) };
		return (await this.#prisma.kickPresence.findFirst({ where, select: { userId: true } })) !== null;
	}

	public countPresent(broadcasterUserId: number, at: Date): Promise<number> {
		return this.#prisma.kickPresence.count({ where: { broadcasterUserId, ...around(at) } });
	}

	/** Returns the channels with visits that are old enough to fold, and the start of the first day to keep. */
	public async foldable(): Promise<{ broadcasterUserId: number; before: Date }[]> {
		const channels = await this.#prisma.kickPresence.groupBy({
			by: ['broadcasterUserId'],
			_min: { fromTime: true },
			_max: { untilTime: true }
		});
		const latest = await this.#prisma.kickStream.groupBy({ by: ['broadcasterUserId'], _max: { startedAt: true } });
		const startOf = new Map(latest.map(({ broadcasterUserId, _max }) => [broadcasterUserId, Number(_max.startedAt)]));
		return channels.flatMap(({ broadcasterUserId, _min, _max }) => {
			const before = foldBoundary(Number(_max.untilTime), startOf.get(broadcasterUserId) ?? null);
			const hasOlder = Number(_min.fromTime) < before;
			return hasOlder ? [{ broadcasterUserId: Number(broadcasterUserId), before: new Date(before) }] : [];
		});
	}

	/**
	 * Adds the visits of at most `limit` viewers before the date to their days, and deletes these visits. Returns the
	 * number of viewers.
	 */
	public fold(broadcasterUserId: number, before: Date, limit: number): Promise<number> {
		const dialect = { provider: this.#provider, locks: rowLocks[this.#provider] };
		return retryConflicts(() =>
			this.#prisma.$transaction((transaction) =>
				foldVisits(transaction, dialect, broadcasterUserId, before.getTime(), limit)
			)
		);
	}

	/** Deletes at most `limit` rows of each kind from before the date. Returns the largest number of one kind. */
	public prune(before: Date, limit: number): Promise<number> {
		return pruneWatchtime(this.#prisma, before.getTime(), limit);
	}

	/** Finds a viewer by name. Viewers can change names, so two may have the same one. Then the one seen last counts. */
	async #idOf(broadcasterUserId: number, name: string): Promise<number | null> {
		const [row] = await this.#prisma.$queryRaw<{ user_id: bigint }[]>`
			SELECT user_id FROM kick_chatters
			WHERE broadcaster_user_id = ${BigInt(broadcasterUserId)} AND LOWER(username) = LOWER(${name})
			ORDER BY last_seen_at DESC
			LIMIT 1`;
		return row ? Number(row.user_id) : null;
	}

	#ranked(broadcasterUserId: number, window: WatchWindow): Prisma.Sql {
		return Prisma.sql`
			SELECT user_id, watched_ms, RANK() OVER (ORDER BY watched_ms DESC) AS rank, COUNT(*) OVER () AS watchers
			FROM (${watchedTotals(this.#provider, broadcasterUserId, window)}) AS totals`;
	}
}

function around(at: Date) {
	const time = at.getTime();
	return { fromTime: { lte: time }, untilTime: { gt: time } };
}

/** Deletes old watch time. Returns the largest number of rows deleted from one table. */
async function pruneWatchtime(prisma: PrismaClient, before: number, limit: number): Promise<number> {
	const time = BigInt(before);
	const counts = [
		await prisma.$executeRaw`
			DELETE FROM kick_watch_days WHERE (broadcaster_user_id, user_id, day) IN (
				SELECT broadcaster_user_id, user_id, day FROM kick_watch_days
				WHERE day < ${Math.floor(before / DayMs)} LIMIT ${limit}
			)`,
		await prisma.$executeRaw`
			DELETE FROM kick_presences WHERE (broadcaster_user_id, user_id, from_time) IN (
				SELECT broadcaster_user_id, user_id, from_time FROM kick_presences WHERE until_time < ${time} LIMIT ${limit}
			)`,
		await prisma.$executeRaw`
			DELETE FROM kick_streams WHERE (broadcaster_user_id, started_at) IN (
				SELECT broadcaster_user_id, started_at FROM kick_streams
				WHERE seen_at < ${time} AND COALESCE(ended_at, seen_at) < ${time} LIMIT ${limit}
			)`
	];
	return Math.max(...counts);
}
