import type { DeliveryState } from './types.js';

/** Deliveries that somebody has to take up, after a crash too: new ones, and those that wait for their next attempt. */
export const UnfinishedStates = ['pending', 'failed'] as const satisfies DeliveryState[];
