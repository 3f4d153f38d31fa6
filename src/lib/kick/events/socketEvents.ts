import type { KickChannelEvent, KickChatMessage, KickUser } from './webhookEvents.js';

export interface KickMessageDeleted extends KickChannelEvent {
	/** The message that is gone: {@link KickChatMessage.id}. */
	messageId: string;
	/** Whether Kick's own moderation did it. */
	aiModerated: boolean;
	/** The rules that Kick's moderation names. */
	violatedRules: string[];
}

export interface KickUserUnbanned extends KickChannelEvent {
	user: KickUser;
	/** Kick does not always say their id: it is 0 then. */
	unbannedBy: KickUser | null;
	/** `false` when it was a timeout. */
	wasPermanent: boolean;
}

export interface KickChatCleared extends KickChannelEvent {
	id: string;
}

/** The rules of a chat, all of them, whichever has changed. */
export interface KickChatMode extends KickChannelEvent {
	/** Seconds between two messages of one viewer. */
	slowMode: { enabled: boolean; intervalSeconds: number };
	/** How long one has to have followed, in minutes. */
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
