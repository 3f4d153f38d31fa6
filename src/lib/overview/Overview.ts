import type { Diagnosis } from '../diagnosis/Diagnosis.js';
import type { ConfigFacts } from '../diagnosis/facts.js';
import { type FirstStep, firstSteps } from '../diagnosis/firstSteps.js';
import { failedEventsProblem, type SetupProblem, setupProblems } from '../diagnosis/problems.js';
import type { GuildLogAccess } from '../events/log/GuildLogAccess.js';
import type { MinuteFigures } from '../figures/MinuteFigures.js';
import { MaxBackMs } from '../figures/MinuteFigures.js';
import type { StreamFiguresReader } from '../figures/StreamFigures.js';
import type { Database } from '../storage/Database.js';
import type { ChannelScope } from '../storage/eventLog/types.js';
import type { StreamRow } from '../storage/watchtime/types.js';
import { chatPace } from './chatPace.js';
import { type CurrentStream, currentStream } from './currentStream.js';
import type { KnownChannel, KnownChannels } from './KnownChannels.js';
import type { LastEvents } from './LastEvents.js';
import { overviewFigures } from './overviewFigures.js';
import type { ChatPace, KickOverview, OverviewFigures, OverviewStream } from './types.js';

const MinuteMs = 60_000;
const HourMs = 60 * MinuteMs;
const DayMs = 24 * HourMs;

/** Returns the permissions that the bot lacks in a server, or `null` if Discord does not answer. */
export type MissingPermissions = () => Promise<readonly string[] | null>;

export interface OverviewDependencies {
	access: GuildLogAccess;
	/** Asks `channels` for the data of the channel. */
	diagnosis: Pick<Diagnosis, 'facts'>;
	channels: Pick<KnownChannels, 'of'>;
	minutes: Pick<MinuteFigures, 'since'>;
	streamFigures: Pick<StreamFiguresReader, 'of'>;
	lastEvents: Pick<LastEvents, 'of'>;
	database: Pick<Database, 'chatters' | 'eventLog' | 'streams'>;
	/** Resolves when streams and chatters of the last second are counted. */
	counted: () => Promise<void>;
}

type ChannelParts = Omit<KickOverview, 'problems'>;

const NoChannel: ChannelParts = { stream: null, last24Hours: null, thisStream: null, chat: null, lastEvents: [] };

/**
 * State of a server at a glance: stream, figures, problems and last events.
 *
 * Its parts are cached or counted on from the last call, so that a live page can ask every few seconds.
 */
export class Overview {
	/** Channels in which the bot has written. That does not change. */
	readonly #spoken = new Set<number>();

	public constructor(private readonly dependencies: OverviewDependencies) {}

	public async of(guildId: string): Promise<KickOverview> {
		const { access, diagnosis } = this.dependencies;
		const facts = await diagnosis.facts(guildId);
		const channel = (await access.channelOf(guildId)).unwrapOr(null);
		const parts =
			channel === null ? NoChannel : await this.#channel({ guildId, broadcasterUserId: channel }, facts.channel);
		return { ...parts, problems: await this.#problems(guildId, facts) };
	}

	/** Returns the steps to set a server up, with their states. */
	public async firstSteps(guildId: string, missingPermissions: MissingPermissions): Promise<FirstStep[]> {
		const { access, diagnosis } = this.dependencies;
		const [facts, channel, missing] = await Promise.all([
			diagnosis.facts(guildId),
			access.channelOf(guildId),
			missingPermissions()
		]);
		const hasSpoken = await channel.match({ ok: (id) => this.#hasSpoken(id), err: async () => false });
		return firstSteps({ ...facts, missingPermissions: missing, hasSpoken });
	}

	async #problems(guildId: string, facts: ConfigFacts): Promise<SetupProblem[]> {
		const failed = await this.dependencies.database.eventLog.countDeadLetters(guildId);
		return [...setupProblems(facts), failedEventsProblem(failed)].filter((problem) => problem !== null);
	}

	async #hasSpoken(broadcasterUserId: number): Promise<boolean> {
		if (this.#spoken.has(broadcasterUserId)) return true;
		const hasSpoken = await this.dependencies.database.eventLog.hasOwnMessage(broadcasterUserId);
		if (hasSpoken) this.#spoken.add(broadcasterUserId);
		return hasSpoken;
	}

	async #channel(scope: ChannelScope, storedName: string | null): Promise<ChannelParts> {
		const { channels, counted, database, lastEvents } = this.dependencies;
		await counted();
		const [known, rows] = await Promise.all([
			channels.of(scope.broadcasterUserId, storedName),
			database.streams.newest(scope.broadcasterUserId, 2)
		]);
		const now = new Date();
		const current = currentStream(known, rows[0] ?? null, now);
		const [figures, stream, events] = await Promise.all([
			this.#figures(scope, current, rows, now),
			this.#stream(scope, { known, current, latest: rows[0] ?? null, storedName }),
			lastEvents.of(scope)
		]);
		return { stream, ...figures, lastEvents: events };
	}

	async #stream(
		{ broadcasterUserId }: ChannelScope,
		{ known, current, latest, storedName }: StreamFacts
	): Promise<OverviewStream> {
		const { isLive, startedAt, endedAt } = current;
		const from = isLive ? startedAt : null;
		const samples = from
			? await this.dependencies.database.streams.viewers(broadcasterUserId, { from, until: new Date() })
			: [];
		const channel = known?.channel;
		const viewers = isLive ? ((channel?.isLive ? channel.viewerCount : null) ?? samples.at(-1)?.peak ?? null) : null;
		const peaks = [...samples.map(({ peak }) => peak), ...(viewers === null ? [] : [viewers])];
		return {
			isLive,
			slug: channel?.slug ?? storedName ?? String(broadcasterUserId),
			title: channel?.title ?? latest?.title ?? null,
			category: channel?.categoryName ?? null,
			language: channel?.language ?? null,
			viewers,
			peakViewers: isLive && peaks.length > 0 ? Math.max(...peaks) : null,
			startedAt,
			endedAt,
			thumbnailUrl: channel?.thumbnailUrl ?? null,
			pictureUrl: known?.pictureUrl ?? null,
			checkedAt: known?.at ?? latest?.seenAt ?? null,
			isFresh: known?.isFresh ?? false
		};
	}

	async #figures(
		scope: ChannelScope,
		current: CurrentStream,
		[latest, before]: readonly StreamRow[],
		now: Date
	): Promise<Pick<KickOverview, 'last24Hours' | 'thisStream' | 'chat'>> {
		const { database, minutes, streamFigures } = this.dependencies;
		const dayAgo = minuteOf(now.getTime() - DayMs);
		const start = current.isLive && current.startedAt ? startOf(current.startedAt, now) : null;
		const counted = await minutes.since(scope, start && start < dayAgo ? start : dayAgo);
		const loggedSince = await database.eventLog.oldest(scope);
		const since = async (from: Date): Promise<OverviewFigures> => {
			const chatters = await database.chatters.countSince(scope.broadcasterUserId, from);
			return overviewFigures(counted, from, { chatters, loggedSince });
		};
		// While live, the newest stream in the database is the current one, unless Kick has reported its start first.
		const isKnown = !current.isLive || latest?.endedAt === null;
		const previous = current.isLive && isKnown ? before : latest;
		const compared = previous ? await streamFigures.of(scope, previous) : null;
		const chat: ChatPace = {
			...chatPace(counted, start ?? new Date(now.getTime() - HourMs), now),
			previousPerMinute: compared?.isComplete ? compared.messagesPerMinute : null
		};
		return { last24Hours: await since(dayAgo), thisStream: start && (await since(start)), chat };
	}
}

interface StreamFacts {
	known: KnownChannel | null;
	current: CurrentStream;
	latest: StreamRow | null;
	storedName: string | null;
}

function minuteOf(time: number): Date {
	return new Date(Math.floor(time / MinuteMs) * MinuteMs);
}

/** Returns the minute of a start, or 48 hours ago for a longer stream. */
function startOf(startedAt: Date, now: Date): Date {
	return minuteOf(Math.max(startedAt.getTime(), now.getTime() - MaxBackMs + MinuteMs));
}
