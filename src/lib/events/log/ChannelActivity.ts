import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../../kick/errors.js';
import type { EventLogRepository } from '../../storage/eventLog/types.js';
import type { DeliveryState } from '../../storage/events/states.js';
import { ExpiringCache } from '../../time/ExpiringCache.js';
import type { GuildLogAccess } from './GuildLogAccess.js';

export interface ActivityTime {
	/** When this part of the time begins. */
	at: Date;
	/** Chat messages in it. */
	messages: number;
	/** How many people wrote them. */
	chatters: number;
	/** All events in it. */
	events: number;
	/** From Kick's sending to the arrival here, in milliseconds: half of the events took no longer, and 95 of 100. */
	lagMs: { p50: number; p95: number } | null;
}

/** What happened in a channel, at least so long as was asked for. Without tests, the bot's own messages, and what came twice. */
export interface KickActivity {
	from: Date;
	to: Date;
	/** Length of each of the `times`, in milliseconds: 1 or 15 minutes, or 2 hours. */
	bucketMs: number;
	/** The log has nothing older: what happened before is missing here. `null`: it has nothing at all. */
	loggedSince: Date | null;
	messages: number;
	/** How many people wrote in all of the time. */
	chatters: number;
	eventsByType: Record<string, number>;
	/** How many events are in each state in this server. */
	deliveries: Record<DeliveryState, number>;
	/** Without gaps, oldest first. */
	times: ActivityTime[];
}

export interface ActivityOptions {
	/** Up to 168, a week. @default 24 */
	hours?: number;
}

const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
const MaxHours = 168;
const RememberMs = 10_000;
const MaxRemembered = 100;

/** Counts of a channel for charts, by the database. */
export class ChannelActivity {
	readonly #answers = new ExpiringCache<string, KickActivity>(RememberMs, MaxRemembered);

	public constructor(
		private readonly log: EventLogRepository,
		private readonly access: GuildLogAccess
	) {}

	/** Everybody who asks within 10 seconds shares an answer: a week of a busy channel takes the database seconds. */
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
		// Whole parts, so that a chart does not change its past at each look.
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
