import type { KickWebhookType } from '../kick/events/index.js';
import type { ListedSubscription } from '../kick/index.js';
import type { SubscriptionRequests, SubscriptionRow } from '../storage/subscriptions/types.js';

export const WantedVersion = 1;

/** Time for which Kick's list may miss a new subscription or show a deleted one (KickDevDocs #245). */
export const ListingLagMs = 10 * 60_000;
/** Some subscriptions deliver but are never listed (KickDevDocs #419), so they are created again once a day at most. */
const NeverListedMs = 24 * 60 * 60_000;

export interface SubscriptionPlan {
	create: KickWebhookType[];
	/** Events that Kick may have subscribed to already. Another request would create them twice. */
	unconfirmed: KickWebhookType[];
	/**
	 * Ids to delete at Kick: duplicates, events that are no longer wanted, and deletions that failed in an earlier run.
	 */
	delete: string[];
	/** Rows to store, updated from Kick's list. */
	keep: SubscriptionRow[];
	/** Stored ids that no longer exist at Kick. */
	gone: string[];
}

export interface PlanInput {
	wanted: readonly KickWebhookType[];
	/** Kick's list for this channel and this app. */
	listed: readonly ListedSubscription[];
	remembered: readonly SubscriptionRow[];
	/** Requests of the last minutes, whose effect the list may not show yet. */
	requests: SubscriptionRequests;
	now: Date;
}

/** Plans the changes after which each wanted event has exactly one subscription. The reconciler carries them out. */
export function planSubscriptions({ wanted, requests, now, ...input }: PlanInput): SubscriptionPlan {
	const deleting = new Set(requests.deleting);
	const isLeft = ({ id }: { id: string }) => !deleting.has(id);
	const listed = input.listed.filter(isLeft);
	const remembered = input.remembered.filter(isLeft);
	const plan: SubscriptionPlan = {
		create: [],
		unconfirmed: [],
		delete: input.remembered.filter((row) => !isLeft(row)).map(({ id }) => id),
		keep: [],
		gone: []
	};
	const known = new Map(remembered.map((row) => [row.id, row]));
	for (const event of wanted) planEvent(event, plan);
	planUnwanted(plan);
	return plan;

	function planEvent(
		event: KickWebhookType,
		{ create, unconfirmed, keep, gone, delete: toDelete }: SubscriptionPlan
	): void {
		const atKick = listed.filter((item) => item.event === event && item.version === WantedVersion).sort(byPreference);
		const [kept, ...duplicates] = atKick;
		if (kept) {
			keep.push({
				...rowOf(kept),
				createdAt: known.get(kept.id)?.createdAt ?? kept.createdAt ?? now,
				lastListedAt: now
			});
			toDelete.push(...duplicates.map(({ id }) => id));
			return;
		}
		const waiting = remembered.filter((row) => row.event === event && row.version === WantedVersion);
		const alive = waiting.filter(isStillAlive);
		gone.push(...waiting.filter((row) => !alive.includes(row)).map(({ id }) => id));
		if (alive.length > 0) return;
		(requests.creating.includes(event) ? unconfirmed : create).push(event);
	}

	/** Sorts stored subscriptions first, then the oldest, so that two runs keep the same one. */
	function byPreference(one: ListedSubscription, other: ListedSubscription): number {
		const byKnown = Number(known.has(other.id)) - Number(known.has(one.id));
		return (
			byKnown || (one.createdAt?.getTime() ?? 0) - (other.createdAt?.getTime() ?? 0) || one.id.localeCompare(other.id)
		);
	}

	function isStillAlive({ createdAt, lastListedAt }: SubscriptionRow): boolean {
		return now.getTime() - createdAt.getTime() < (lastListedAt ? ListingLagMs : NeverListedMs);
	}

	/** Plans deletions only for subscriptions that this bot created, never for those of others. */
	function planUnwanted({ delete: toDelete }: SubscriptionPlan): void {
		const events = new Set<string>(wanted);
		toDelete.push(...remembered.filter((row) => !events.has(row.event)).map(({ id }) => id));
	}
}

function rowOf(item: ListedSubscription): Omit<SubscriptionRow, 'createdAt' | 'lastListedAt'> {
	return { id: item.id, broadcasterUserId: item.broadcasterUserId, event: item.event, version: item.version };
}
