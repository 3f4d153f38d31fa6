import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../../kick/errors.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import type { DeliveryState } from '../../storage/events/states.js';
import { ExpiringCache } from '../../time/ExpiringCache.js';
import type { GuildLogAccess } from './GuildLogAccess.js';

/** Counts of one part of the time. */
export interface ActivityTime {
	/** Start of this part of the time. */
	at: Date;
	/** Number of chat messages in this part. */
	messages: number;
	/** Number of people who wrote them. */
	chatters: number;
	/** Number of all events in this part. */
	events: number;
	/**
	 * Percentiles of the delay between sending by Kick and arrival here, in milliseconds: half of the events took no
	 * longer than `p50`, and 95 of 100 no longer than `p95`. `null` without events.
	 */
	lagMs: { p50: number; p95: number } | null;
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

/** Counts a channel's events for charts, in the database. */
export class ChannelActivity {
	readonly #answers = new ExpiringCache<string, KickActivity>(RememberMs, MaxRemembered);

	public constructor(
		private readonly log: EventLogRepository,
		private readonly access: GuildLogAccess
	) {}

	/**
	 * Counts the activity of a server's channel. Requests within 10 seconds share an answer, because a week of a busy
	 * channel takes the database seconds.
	 */
	public async of(guildId: string, { hours = 24 }: ActivityOptions = {}): Promise<Result<KickActivity, KickError>> {
		const channel = await this.access.channelOf(guildId);
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
		const rows = await this.log.activity(scope, { from, bucketMs, buckets });
		const times = rows.map(
			({ events, chatters, lag }, index): ActivityTime => ({
				at: new Date(from.getTime() + index * bucketMs),
				messages: events['chat.message.sent'] ?? 0,
				chatters: chatters.size,
				events: sum(Object.values(events)),
				lagMs: lag
			})
		);
		const deliveries = await this.log.countDeliveries(scope, from, to);
		return {
			from,
			to,
			bucketMs,
			loggedSince: await this.log.oldest(scope),
			messages: sum(times.map(({ messages }) => messages)),
			chatters: new Set(rows.flatMap(({ chatters }) => [...chatters])).size,
			eventsByType: addUp(rows.map(({ events }) => events)),
			deliveries,
			times
		};
	}
}

function bucketOf(hours: number): number {
	if (hours <= 2) return MinuteMs;
	return hours <= 24 ? 15 * MinuteMs : 2 * HourMs;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

function addUp(counts: readonly Record<string, number>[]): Record<string, number> {
	const total = new Map<string, number>();
	for (const [type, count] of counts.flatMap(Object.entries<number>)) total.set(type, (total.get(type) ?? 0) + count);
	return Object.fromEntries(total);
}
