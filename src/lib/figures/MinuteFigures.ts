import { LRUCache } from 'lru-cache';
import type { EventLogRepository } from '../storage/eventLog/EventLogRepository.js';
import type { ChannelScope } from '../storage/eventLog/types.js';
import { ExpiringCache } from '../time/ExpiringCache.js';
import { toFigureBucket } from './figureBuckets.js';
import type { FigureBucket } from './types.js';

/** Counts of one minute. A minute without events has none. */
export interface MinuteOfFigures extends FigureBucket {
	at: Date;
}

const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
/** Maximum time that is read back. A channel may be live for weeks. */
export const MaxBackMs = 48 * HourMs;
/**
 * Minutes that are read again. An event may be stored long after its receipt, and a message may prove to be the bot's
 * own.
 */
const ReadAgain = 5;
const RememberMs = 2_000;
const MaxChannels = 100;

/** Counts in memory, by the number of the minute since 1970. */
interface Ledger {
	from: number;
	/** Last minute that was read, which was not over. */
	last: number;
	minutes: Map<number, FigureBucket>;
}

/**
 * Counts of the last hours by minute, kept in memory.
 *
 * The first read of a channel counts its log. Later ones count the last minutes only, so that a live page can ask every
 * few seconds. Calls within 2 seconds share an answer.
 */
export class MinuteFigures {
	readonly #ledgers = new LRUCache<string, Ledger>({ max: MaxChannels });
	readonly #answers = new ExpiringCache<string, Ledger>(RememberMs, MaxChannels);

	public constructor(private readonly log: Pick<EventLogRepository, 'activity'>) {}

	/** Returns the minutes with events since a time, oldest first; at most those of the last 48 hours. */
	public async since(scope: ChannelScope, from: Date): Promise<MinuteOfFigures[]> {
		const first = Math.floor(Math.max(from.getTime(), Date.now() - MaxBackMs) / MinuteMs);
		const key = `${scope.guildId} ${scope.broadcasterUserId}`;
		const update = () => this.#update(key, scope, first);
		const known = await this.#answers.get(key, update);
		const ledger = known.from <= first ? known : await this.#answers.refresh(key, update);
		return [...ledger.minutes]
			.filter(([minute]) => minute >= first)
			.sort(([one], [other]) => one - other)
			.map(([minute, bucket]) => ({ at: new Date(minute * MinuteMs), ...bucket }));
	}

	/** Reads what is missing. Two updates of a channel may run at once, because both write the same. */
	async #update(key: string, scope: ChannelScope, first: number): Promise<Ledger> {
		const now = Math.floor(Date.now() / MinuteMs);
		const oldest = now - MaxBackMs / MinuteMs;
		const known = this.#ledgers.get(key);
		// Without a ledger, or after a long time without readers, all is read.
		const ledger = known && known.last > oldest ? known : { from: now, last: now, minutes: new Map() };
		await this.#read(scope, ledger, Math.max(ledger.last - ReadAgain, ledger.from), now);
		if (first < ledger.from) await this.#read(scope, ledger, first, ledger.from - 1);
		ledger.from = Math.max(Math.min(first, ledger.from), oldest);
		ledger.last = now;
		for (const minute of ledger.minutes.keys()) if (minute < oldest) ledger.minutes.delete(minute);
		this.#ledgers.set(key, ledger);
		return ledger;
	}

	/** Reads the minutes from the first to the last one, both included. */
	async #read(scope: ChannelScope, { minutes }: Ledger, first: number, last: number): Promise<void> {
		const query = { from: new Date(first * MinuteMs), bucketMs: MinuteMs, buckets: Math.max(last - first + 1, 0) };
		const rows = await this.log.activity(scope, query);
		for (const [index, row] of rows.entries()) {
			if (Object.keys(row.events).length === 0) minutes.delete(first + index);
			else minutes.set(first + index, toFigureBucket(row));
		}
	}
}
