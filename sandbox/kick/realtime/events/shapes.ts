import type { Account } from '../../world/Account.js';
import { chatChannel, streamChannel } from '../channelNames.js';
import type { RealtimeEvent } from './RealtimeEvent.js';

export function inChat(streamer: Account, name: string, data: unknown): RealtimeEvent {
	return { channel: chatChannel(streamer), event: `App\\Events\\${name}`, data };
}

export function ofStream(streamer: Account, name: string, data: unknown): RealtimeEvent {
	return { channel: streamChannel(streamer), event: `App\\Events\\${name}`, data };
}

/** Formats times to the second, unlike in webhooks. */
export function timeText(at: Date): string {
	return `${at.toISOString().slice(0, 19)}+00:00`;
}

/** User object of socket events. It has no picture (KickDevDocs#375). */
export function personOf({ userId, username, slug }: Account) {
	return { id: userId, username, slug };
}
