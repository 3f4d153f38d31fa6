import type { AppTokens, KickLivestream, KickRestClient } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/Database.js';
import type { StreamSighting } from '../storage/watchtime/types.js';

export interface StreamWatchDependencies {
	rest: Pick<KickRestClient, 'getLivestreams'>;
	appTokens: Pick<AppTokens, 'call'>;
	database: Pick<Database, 'links' | 'streams'>;
	/** Whether this process polls. Only one of several processes does. */
	isLeader: () => boolean;
	logger: Logger;
}

const PeriodMs = 60_000;
/** Kick's limit for one call. */
const ChannelsPerCall = 100;

/**
 * Polls Kick every minute for linked channels that are live, because events get lost and streams start or end while the
 * bot is offline. Stores titles and viewers, which no event has.
 *
 * Times come from Kick's answers, so the clock of this machine does not matter.
 */
export class StreamWatch {
	#timer: NodeJS.Timeout | null = null;
	#running: Promise<void> | null = null;
	#isFailing = false;

	public constructor(private readonly dependencies: StreamWatchDependencies) {}

	public start(): void {
		this.#timer = setInterval(() => void this.poll(), PeriodMs).unref();
		void this.poll();
	}

	public async stop(): Promise<void> {
		if (this.#timer) clearInterval(this.#timer);
		await this.#running;
	}

	/** Polls once. Callers share a poll that is already running. Never rejects. */
	public poll(): Promise<void> {
		this.#running ??= this.#poll().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #poll(): Promise<void> {
		if (!this.dependencies.isLeader()) return;
		try {
			const links = await this.dependencies.database.links.list();
			const channels = [...new Set(links.map(({ userId }) => userId))];
			for (let first = 0; first < channels.length; first += ChannelsPerCall) {
				await this.#pollChannels(channels.slice(first, first + ChannelsPerCall));
			}
		} catch (error) {
			this.dependencies.logger.error(
				'[Kick] Could not store which channels are live. Trying again in a minute.',
				error
			);
		}
	}

	async #pollChannels(channels: readonly number[]): Promise<void> {
		const answer = await this.dependencies.appTokens.call((token) =>
			this.dependencies.rest.getLivestreams(token, channels)
		);
		this.#report(answer.err().unwrapOr(null)?.code ?? null);
		if (answer.isErr()) return;
		const { streams, at } = answer.unwrap();
		const live = new Map(streams.map((stream) => [stream.broadcasterUserId, stream]));
		const known = new Set(await this.dependencies.database.streams.open());
		for (const channel of channels) {
			const stream = live.get(channel);
			if (stream) await this.#record(channel, sightingOfPoll(stream, at));
			else if (known.has(channel)) await this.#record(channel, { kind: 'offline', at });
		}
	}

	#record(channel: number, sighting: StreamSighting): Promise<void> {
		return this.dependencies.database.streams.record(channel, sighting);
	}

	/** Logs one line when polling starts to fail, and one when it works again. */
	#report(code: string | null): void {
		if ((code !== null) === this.#isFailing) return;
		this.#isFailing = code !== null;
		if (code === null) this.dependencies.logger.info('[Kick] Polling Kick for live channels works again.');
		else
			this.dependencies.logger.warn(
				`[Kick] Could not ask Kick which channels are live (${code}). ` +
					'Watch time may be incomplete until this works again.'
			);
	}
}

function sightingOfPoll({ startedAt, title, viewerCount }: KickLivestream, at: Date): StreamSighting {
	return { kind: 'live', startedAt, at, title, viewers: viewerCount };
}
