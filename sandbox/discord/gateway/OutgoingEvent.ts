import type { GatewayDispatchEvents, GatewayDispatchPayload } from 'discord-api-types/v10';

export type EventData<Event extends GatewayDispatchEvents> = Extract<GatewayDispatchPayload, { t: Event }>['d'];

/** An event on its way to the bot's sessions. */
export interface OutgoingEvent {
	event: GatewayDispatchEvents;
	data: unknown;
	/** Data for a session without the MessageContent intent. */
	dataWithoutContent?: unknown;
	/** Decides the shard; `null` goes to shard 0. */
	guildId: string | null;
	/** The intent that a session needs for it; 0 when none is needed. */
	intent: number;
}
