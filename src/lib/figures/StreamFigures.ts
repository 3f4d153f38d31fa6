import type { EventLogRepository } from '../storage/eventLog/EventLogRepository.js';
import type { ChannelScope } from '../storage/eventLog/types.js';
import type { StreamRepository } from '../storage/watchtime/StreamRepository.js';
import type { StreamRow } from '../storage/watchtime/types.js';
import { ExpiringCache } from '../time/ExpiringCache.js';
import { endOfStream } from '../viewers/streamState.js';
import { addFigures, sum, toFigureBucket } from './figureBuckets.js';
import { MaxBackMs } from './MinuteFigures.js';
import { perMinute } from './perMinute.js';
import type { ChannelFigures } from './types.js';

/** Figures of one stream. */
export interface StreamFigures extends ChannelFigures {
	startedAt: Date;
	/** `null` while the stream is live. */
	endedAt: Date | null;
	/** Last known title. `null` if Kick never sent one. */
	title: string | null;
	/** Length up to its end, or up to now, in milliseconds. */
	lengthMs: number;
	/** Number of people who wrote. */
	chatters: number;
	messagesPerMinute: number;
	/** Average number of viewers, as Kick counts them. `null` if Kick was not polled. */
	averageViewers: number | null;
	/** Highest number of viewers. `null` if Kick was not polled. */
	peakViewers: number | null;
	/**
	 * Whether all of it was counted. Otherwise its events are no longer in the log, or it was longer than 48 hours: only
	 * the last 48 hours are counted.
	 */
	isComplete: boolean;
}

const MinuteMs = 60_000;
/** Figures of a stream that is over change no longer, except that its log is deleted. */
const RememberOverMs = 60 * MinuteMs;
/** The event of the start may be the first one in the log. It comes a moment after the start. */
const StartLagMs = 2 * MinuteMs;
const RememberLiveMs = 10_000;
const MaxRemembered = 200;

export interface StreamFiguresDependencies {
	log: Pick<EventLogRepository, 'activity' | 'oldest'>;
	streams: Pick<StreamRepository, 'newest' | 'viewers'>;
}

/** Counts the events of single streams. */
export class StreamFiguresReader {
	readonly #answers = new ExpiringCache<string, StreamFigures>(RememberOverMs, MaxRemembered);

	public constructor(private readonly dependencies: StreamFiguresDependencies) {}

	/** Returns the figures of the current or last stream, and of the one before. */
	public async newest(scope: ChannelScope): Promise<{ stream: StreamFigures | null; previous: StreamFigures | null }> {
		const [stream, previous] = await this.dependencies.streams.newest(scope.broadcasterUserId, 2);
		return {
			stream: stream ? await this.of(scope, stream) : null,
			previous: previous ? await this.of(scope, previous) : null
		};
	}

	/** Returns the figures of one stream. */
	public of(scope: ChannelScope, stream: StreamRow): Promise<StreamFigures> {
		const end = endOfStream(stream, new Date());
		const key = [scope.guildId, scope.broadcasterUserId, stream.startedAt.getTime(), end?.getTime()].join(' ');
		return this.#answers.get(key, () => this.#read(scope, stream, end), end ? RememberOverMs : RememberLiveMs);
	}

	async #read(scope: ChannelScope, { startedAt, title }: StreamRow, endedAt: Date | null): Promise<StreamFigures> {
		const { log, streams } = this.dependencies;
		const end = endedAt?.getTime() ?? Date.now();
		const lengthMs = Math.max(end - startedAt.getTime(), 0);
		const from = new Date(Math.max(startedAt.getTime(), end - MaxBackMs));
		const countedMs = end - from.getTime();
		const rows = await log.activity(scope, { from, bucketMs: MinuteMs, buckets: Math.ceil(countedMs / MinuteMs) });
		const figures = addFigures(rows.map(toFigureBucket));
		const viewers = await streams.viewers(scope.broadcasterUserId, { from: startedAt, until: new Date(end) });
		const loggedSince = await log.oldest(scope);
		return {
			startedAt,
			endedAt,
			title,
			lengthMs,
			...figures,
			chatters: new Set(rows.flatMap(({ chatters }) => [...chatters])).size,
			messagesPerMinute: perMinute(figures.messages, countedMs),
			averageViewers:
				viewers.length === 0 ? null : Math.round(sum(viewers.map(({ average }) => average)) / viewers.length),
			peakViewers: viewers.length === 0 ? null : Math.max(...viewers.map(({ peak }) => peak)),
			isComplete:
				from.getTime() === startedAt.getTime() &&
				loggedSince !== null &&
				loggedSince.getTime() - startedAt.getTime() < StartLagMs
		};
	}
}
