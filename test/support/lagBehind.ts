import type { SimulatedKick } from '../../sandbox/kick/index.js';

const HourMs = 60 * 60_000;

/** Freezes Kick's list of subscriptions for half an hour: it shows neither new ones nor deletions. */
export function lagBehind({ subscriptions }: SimulatedKick): void {
	for (const { createdAt } of subscriptions.all) createdAt.setTime(Date.now() - HourMs);
	subscriptions.listLagMs = HourMs / 2;
}
