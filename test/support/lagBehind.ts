import type { SimulatedKick } from '../../sandbox/kick/index.js';

const HourMs = 60 * 60_000;

/** From now on Kick's list shows what there is now: for half an hour, neither what is made nor that something is deleted. */
export function lagBehind({ subscriptions }: SimulatedKick): void {
	for (const { createdAt } of subscriptions.all) createdAt.setTime(Date.now() - HourMs);
	subscriptions.listLagMs = HourMs / 2;
}
