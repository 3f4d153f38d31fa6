import type { StreamRow } from '../storage/watchtime/types.js';
import { endOfStream, isLive } from '../viewers/streamState.js';
import type { KnownChannel } from './KnownChannels.js';

/** Whether a channel is live, and since when. */
export interface CurrentStream {
	isLive: boolean;
	/** Start of the current or last stream. */
	startedAt: Date | null;
	/** End of the last stream; `null` while live. */
	endedAt: Date | null;
}

const MinuteMs = 60_000;
/** Time by which the answers of Kick may lag behind its events, which the bot has stored. */
const LagMs = 3 * MinuteMs;
/** Tolerated difference between the start in an event and the one in an answer. */
const SameStartMs = 2 * MinuteMs;

/** Combines an answer of Kick, which may lag, with the streams that events and polls have shown. */
export function currentStream(
	known: Pick<KnownChannel, 'channel' | 'at' | 'isFresh'> | null,
	latest: StreamRow | null,
	now: Date
): CurrentStream {
	if (isLiveNow(known, latest, now)) {
		const open = latest?.endedAt === null ? latest.startedAt : null;
		return { isLive: true, startedAt: known?.channel.startedAt ?? open, endedAt: null };
	}
	if (!latest) return { isLive: false, startedAt: null, endedAt: null };
	return { isLive: false, startedAt: latest.startedAt, endedAt: endOfStream(latest, now) ?? latest.seenAt };
}

function isLiveNow(
	known: Pick<KnownChannel, 'channel' | 'at' | 'isFresh'> | null,
	latest: StreamRow | null,
	now: Date
): boolean {
	if (!known) return isLive(latest, now);
	if (!known.isFresh) return latest?.endedAt ? false : isLive(latest, now) || known.channel.isLive;
	return known.channel.isLive ? !hasJustEnded(known, latest) : isLive(latest, now) && hasJustStarted(known, latest);
}

/** Whether an event has reported the end of the stream that Kick still shows. */
function hasJustEnded({ channel, at }: Pick<KnownChannel, 'channel' | 'at'>, latest: StreamRow | null): boolean {
	if (!latest?.endedAt || at.getTime() - latest.endedAt.getTime() > LagMs) return false;
	const { startedAt } = channel;
	return startedAt === null || Math.abs(startedAt.getTime() - latest.startedAt.getTime()) <= SameStartMs;
}

/** Whether an event has reported a start that Kick does not show yet. */
function hasJustStarted({ at }: Pick<KnownChannel, 'at'>, latest: StreamRow | null): boolean {
	return latest !== null && at.getTime() - latest.startedAt.getTime() < LagMs;
}
