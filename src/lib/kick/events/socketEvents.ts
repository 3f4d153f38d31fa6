import type { KickChannelEvent, KickChatMessage, KickUser } from './webhookEvents.js';

export interface KickMessageDeleted extends KickChannelEvent {
	/** Id of the deleted message, see {@link KickChatMessage.id}. */
	messageId: string;
	/** Whether Kick's automatic moderation deleted it. */
	aiModerated: boolean;
	/** Rules that Kick's automatic moderation names. */
	violatedRules: string[];
}

export interface KickUserUnbanned extends KickChannelEvent {
	user: KickUser;
	/** The id is 0 when Kick does not send it. */
	unbannedBy: KickUser | null;
	/** Whether the ban was permanent. `false` for a timeout. */
	wasPermanent: boolean;
}

export interface KickChatCleared extends KickChannelEvent {
	id: string;
}

/** All modes of a chat, not only the changed one. */
export interface KickChatMode extends KickChannelEvent {
	/** Minimum seconds between two messages of one viewer. */
	slowMode: { enabled: boolean; intervalSeconds: number };
	/** Minimum minutes that a viewer must have followed the channel. */
	followersMode: { enabled: boolean; minMinutes: number };
	subscribersMode: boolean;
	/** Only emotes may be sent. */
	emotesMode: boolean;
}

export interface KickMessagePinned extends KickChannelEvent {
	message: KickChatMessage;
	pinnedBy: KickUser | null;
	durationSeconds: number | null;
}

export type KickMessageUnpinned = KickChannelEvent;
