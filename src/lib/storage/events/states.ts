/**
 * State of an event itself, as it is stored. `received`: it goes to its servers. `stale`: too late to be announced. `duplicate`: the
 * message arrived before. `ignored`: it is for no server. `unreadable`: the body is not what Kick documents.
 *
 * It does not change when the event is handled: that is the state of its deliveries.
 */
export type EventState = 'received' | 'stale' | 'duplicate' | 'ignored' | 'unreadable';

/**
 * State of an event in one Discord server. `pending`: not tried yet. `retrying`: a listener failed, and the next attempt follows.
 * `dead_letter`: it failed for good. `dismissed`: a person settled a dead letter, or an unreadable event.
 */
export type DeliveryState = (typeof DeliveryStates)[number];

/**
 * State of an event over all its servers: that of its deliveries which needs attention first, or the event's own state where it has
 * none. A dismissed delivery counts as handled.
 */
export type OverallState = Exclude<DeliveryState, 'dismissed'> | Exclude<EventState, 'received'>;

export const DeliveryStates = ['pending', 'retrying', 'handled', 'dead_letter', 'dismissed'] as const;

/** Deliveries that still have to be handled, also after a crash. */
export const UnfinishedStates = ['pending', 'retrying'] as const satisfies DeliveryState[];
