import type { SetupProblem } from '../diagnosis/problems.js';
import type { EventText } from '../events/log/EventText.js';
import type { ChannelFigures, SubscriptionGift } from '../figures/types.js';

/** Stream of a channel: the current one, or the last one. All texts are from Kick. */
export interface OverviewStream {
	isLive: boolean;
	slug: string;
	title: string | null;
	category: string | null;
	/** As Kick names it, for example `en`. */
	language: string | null;
	/** Number of viewers. 0 may also mean that the streamer hides it. `null` while offline, or if it is not known. */
	viewers: number | null;
	/** Highest number of viewers of this stream so far. `null` while offline, or if it is not known. */
	peakViewers: number | null;
	/** Start of the current or last stream. `null` if the bot has seen none. */
	startedAt: Date | null;
	/** End of the last stream. `null` while live. */
	endedAt: Date | null;
	/** Address at Kick. For some time after the start it may show the previous stream, and its content changes. */
	thumbnailUrl: string | null;
	/** Address of the profile picture at Kick. */
	pictureUrl: string | null;
	/** Time from which these values are. `null` if Kick has not answered yet. */
	checkedAt: Date | null;
	/** Whether Kick has answered the last request. Otherwise these are the last known values. */
	isFresh: boolean;
}

/** Counts since a time. */
export interface OverviewFigures extends ChannelFigures {
	/** Time from which is counted, to the minute. */
	from: Date;
	/** Number of people who wrote. */
	chatters: number;
	newSubscriptions: number;
	renewals: number;
	/** Gift with the most subscriptions. `null` without gifts. */
	largestGift: SubscriptionGift | null;
	/** Number of people who gifted KICKs. */
	kicksSenders: number;
	/** Whether the log has all of this time. Otherwise the bot was added later, or the log is not kept for so long. */
	isComplete: boolean;
}

/** Messages over time: since the start of the stream, or of the last hour. */
export interface ChatPace {
	/** At most 240, oldest first and without gaps. The last one is not over. */
	points: { at: Date; messages: number }[];
	/** Length of a point in milliseconds. */
	slotMs: number;
	/** Average over all points. */
	perMinute: number;
	/** Average of the last 5 minutes. */
	nowPerMinute: number;
	/** Average of the previous stream. `null` if there was none, or its events are no longer in the log. */
	previousPerMinute: number | null;
}

/** Event of the log that is no chat message. */
export interface OverviewEvent {
	/** Id in the log. */
	id: string;
	type: string;
	/** Time when Kick sent it. */
	at: Date;
	text: EventText;
}

/**
 * State of a server's channel at a glance. What concerns the channel is `null` or empty while its owner has not linked
 * it in this server.
 */
export interface KickOverview {
	stream: OverviewStream | null;
	last24Hours: OverviewFigures | null;
	/** Counts of the current stream; `null` while offline. Of a stream of more than 48 hours, only the last 48. */
	thisStream: OverviewFigures | null;
	chat: ChatPace | null;
	/** What needs attention, the setup first. */
	problems: SetupProblem[];
	/** Newest first, at most 10. */
	lastEvents: OverviewEvent[];
}
