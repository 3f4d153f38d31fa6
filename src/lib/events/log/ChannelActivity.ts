import { err, ok, type Result } from '@sapphire/result';
import { addFigures, sum, toFigureBucket } from '../../figures/figureBuckets.js';
import type { StreamFigures, StreamFiguresReader } from '../../figures/StreamFigures.js';
import type { ChannelFigures } from '../../figures/types.js';
import type { KickError } from '../../kick/errors.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import type { DeliveryState } from '../../storage/events/states.js';
import type { StreamRepository } from '../../storage/watchtime/StreamRepository.js';
import { type ViewerSampleRow, ViewerSlotMs } from '../../storage/watchtime/types.js';
import { ExpiringCache } from '../../time/ExpiringCache.js';
import { endOfStream } from '../../viewers/streamState.js';
import type { GuildLogAccess } from './GuildLogAccess.js';

/** Counts of one part of the time. */
export interface ActivityTime extends ChannelFigures {
	/** Start of this part of the time. */
	at: Date;
	/** Number of people who wrote them. */
	chatters: number;
	/** Number of all events in this part. */
	events: number;
	/**
	 * Average number of viewers in this part, as Kick counts them. 0 may also mean that the streamer hides the number.
	 * `null` while the channel is not live, or if Kick was not polled.
	 */
	viewers: number | null;
	/**
	 * Percentiles of the delay between sending by Kick and arrival here, in milliseconds: half of the events took no
	 * longer than `p50`, and 95 of 100 no longer than `p95`. `null` without events.
	 */
	lagMs: { p50: number; p95: number } | null;
}

/** Time in which a channel was live. */
export interface ActivityStream {
	startedAt: Date;
	/** `null` while it is live. */
	endedAt: Date | null;
	/** Last known title. `null` if Kick never sent one. */
	title: string | null;
}

/**
 * Activity of a channel, over at least the requested time. Tests, duplicates and the bot's own messages are not
 * counted.
 */
export interface KickActivity {
	from: Date;
	to: Date;
	/** Length of each of the `times`, in milliseconds: 1 or 15 minutes, or 2 hours. */
	bucketMs: number;
	/** Time of the oldest logged event. What happened before is missing here. `null`: the log has no event. */
	loggedSince: Date | null;
	messages: number;
	/** Number of people who wrote within the whole time. */
	chatters: number;
	eventsByType: Record<string, number>;
	/** Number of events in each state in this server. */
	deliveries: Record<DeliveryState, number>;
	/** Parts without gaps, oldest first. */
	times: ActivityTime[];
	/** Streams that were live within this time, oldest first. */
	streams: ActivityStream[];
	/** Figures of the current or last stream, and of the one before. Their times may be outside of this time. */
	comparison: { stream: StreamFigures | null; previous: StreamFigures | null };
}

/** Options of `container.kick.activity`. */
export interface ActivityOptions {
	/** Length of the time in hours, up to 168, which is a week. @default 24 */
	hours?: number;
}

const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
const MaxHours = 168;
const RememberMs = 10_000;
const MaxRemembered = 100;

export interface ChannelActivityDependencies {
	log: EventLogRepository;
	access: GuildLogAccess;
	streams: Pick<StreamRepository, 'viewers' | 'within'>;
	streamFigures: Pick<StreamFiguresReader, 'newest'>;
	/** Resolves when streams and chatters of the last second are counted. */
	counted: () => Promise<void>;
}

/** Counts a channel's events for charts, in the database. */
export class ChannelActivity {
	readonly #answers = new ExpiringCache<string, KickActivity>(RememberMs, MaxRemembered);

	public constructor(private readonly dependencies: ChannelActivityDependencies) {}

	/**
	 * Counts the activity of a server's channel. Requests within 10 seconds share an answer, because a week of a busy
	 * channel takes the database seconds.
	 */
	public async of(guildId: string, { hours = 24 }: ActivityOptions = {}): Promise<Result<KickActivity, KickError>> {
		const channel = await this.dependencies.access.channelOf(guildId);
		const wanted = Math.min(Math.max(Math.trunc(hours) || 1, 1), MaxHours);
		if (channel.isErr()) return err(channel.unwrapErr());
		const broadcasterUserId = channel.unwrap();
		const key = `${guildId} ${broadcasterUserId} ${wanted}`;
		return ok(await this.#answers.get(key, () => this.#read(guildId, broadcasterUserId, wanted)));
	}

	async #read(guildId: string, broadcasterUserId: number, hours: number): Promise<KickActivity> {
		const bucketMs = bucketOf(hours);
		// Parts begin at fixed times, so that a chart does not change its past with each request.
		const to = new Date(Math.ceil(Date.now() / bucketMs) * bucketMs);
		const buckets = Math.ceil((hours * HourMs) / bucketMs);
		const from = new Date(to.getTime() - buckets * bucketMs);
		const scope = { guildId, broadcasterUserId };
		const { log, streams, streamFigures, counted } = this.dependencies;
		const rows = await log.activity(scope, { from, bucketMs, buckets });
		const samples = await streams.viewers(broadcasterUserId, { from, until: to });
		const times = rows.map((row, index): ActivityTime => {
			const start = from.getTime() + index * bucketMs;
			return {
				at: new Date(start),
				...addFigures([toFigureBucket(row)]),
				chatters: row.chatters.size,
				events: sum(Object.values(row.events)),
				viewers: averageViewers(samples, start, start + bucketMs),
				lagMs: row.lag
			};
		});
		const deliveries = await log.countDeliveries(scope, from, to);
		await counted();
		const now = new Date();
		const shown = await streams.within(broadcasterUserId, { from, until: to });
		return {
			from,
			to,
			bucketMs,
			loggedSince: await log.oldest(scope),
			messages: sum(times.map(({ messages }) => messages)),
			chatters: new Set(rows.flatMap(({ chatters }) => [...chatters])).size,
			eventsByType: addUp(rows.map(({ events }) => events)),
			deliveries,
			times,
			streams: shown.map((stream) => ({
				startedAt: stream.startedAt,
				endedAt: endOfStream(stream, now),
				title: stream.title
			})),
			comparison: await streamFigures.newest(scope)
		};
	}
}

function bucketOf(hours: number): number {
	if (hours <= 2) return MinuteMs;
	return hours <= 24 ? 15 * MinuteMs : 2 * HourMs;
}

/** Averages the numbers of viewers whose 5 minutes reach into a part of the time. */
function averageViewers(samples: readonly ViewerSampleRow[], from: number, until: number): number | null {
	const within = samples.filter(({ at }) => at.getTime() + ViewerSlotMs > from && at.getTime() < until);
	return within.length === 0 ? null : Math.round(sum(within.map(({ average }) => average)) / within.length);
}

function addUp(counts: readonly Record<string, number>[]): Record<string, number> {
	const total = new Map<string, number>();
	for (const [type, count] of counts.flatMap(Object.entries<number>)) total.set(type, (total.get(type) ?? 0) + count);
	return Object.fromEntries(total);
}
