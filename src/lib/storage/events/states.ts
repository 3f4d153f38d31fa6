/**
 * State of an event itself, as stored.
 *
 * - `received`: goes to its servers.
 * - `stale`: arrived too late to be announced.
 * - `duplicate`: the message arrived before.
 * - `ignored`: is for no server.
 * - `unreadable`: the body is not what Kick documents.
 *
 * It does not change when the event is handled: that is the state of its deliveries.
 */
export type EventState = 'received' | 'stale' | 'duplicate' | 'ignored' | 'unreadable';

/**
 * State of an event in one Discord server.
 *
 * - `pending`: not tried yet.
 * - `retrying`: a listener failed, and the next attempt follows.
 * - `handled`: succeeded.
 * - `dead_letter`: failed, and so did its retries.
 * - `dismissed`: a person settled a dead letter or an unreadable event.
 */
export type DeliveryState = (typeof DeliveryStates)[number];

/**
 * State of an event over all its servers. It is the state of the delivery that needs attention first, or the event's
 * own state without deliveries. A dismissed delivery counts as handled.
 */
export type OverallState = Exclude<DeliveryState, 'dismissed'> | Exclude<EventState, 'received'>;

export const DeliveryStates = ['pending', 'retrying', 'handled', 'dead_letter', 'dismissed'] as const;

/** States of deliveries that still have to be handled, also after a crash. */
export const UnfinishedStates = ['pending', 'retrying'] as const satisfies DeliveryState[];
