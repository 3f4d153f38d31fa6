import type { StreamRow } from '../storage/watchtime/types.js';

/** Kick is polled every minute. After this time without a poll, it is unknown whether a stream is still live. */
const KnownLiveMs = 15 * 60_000;

/** Whether a stream is live, as far as the bot knows. */
export function isLive(stream: StreamRow | null, now: Date): boolean {
	return stream !== null && stream.endedAt === null && now.getTime() - stream.seenAt.getTime() < KnownLiveMs;
}

/** Returns the end of a stream; `null` while it is live. Without a known end, it ended when it was last seen live. */
export function endOfStream(stream: StreamRow, now: Date): Date | null {
	if (isLive(stream, now)) return null;
	return stream.endedAt ?? stream.seenAt;
}
