import type { KickWebhookType } from '../kick/events/index.js';
import type { ListedSubscription } from '../kick/index.js';
import type { SubscriptionRow } from '../storage/repositories/SubscriptionRepository.js';
import type { SubscriptionRequests } from '../storage/repositories/SubscriptionRequestRepository.js';

export const WantedVersion = 1;

/** For minutes a listing may miss a new subscription, and may show a deleted one (KickDevDocs #245). */
export const ListingLagMs = 10 * 60_000;
/** Some are made and never listed though they deliver (KickDevDocs #419): asked for again once a day at most. */
const NeverListedMs = 24 * 60 * 60_000;

export interface SubscriptionPlan {
	create: KickWebhookType[];
	/** Events that Kick may have subscribed to already: asking again would double them. */
	unconfirmed: KickWebhookType[];
	/** Ids to delete at Kick: duplicates, events of ours that are no longer wanted, and what an earlier run did not get deleted. */
	delete: string[];
	/** Rows to remember, with the listing's news. */
	keep: SubscriptionRow[];
	/** Remembered ids that are gone at Kick. */
	gone: string[];
}

export interface PlanInput {
	wanted: readonly KickWebhookType[];
	/** Kick's list for this channel and this app. */
	listed: readonly ListedSubscription[];
	remembered: readonly SubscriptionRow[];
	/** Requests of the last minutes, whose effect the list may not show. */
	requests: SubscriptionRequests;
	now: Date;
}

/** What to do so that each wanted event has exactly one subscription. Pure: the reconciler carries it out. */
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

	/** Ours first, then the oldest, so that two runs choose the same one. */
	function byPreference(one: ListedSubscription, other: ListedSubscription): number {
		const ours = Number(known.has(other.id)) - Number(known.has(one.id));
		return (
			ours || (one.createdAt?.getTime() ?? 0) - (other.createdAt?.getTime() ?? 0) || one.id.localeCompare(other.id)
		);
	}

	function isStillAlive({ createdAt, lastListedAt }: SubscriptionRow): boolean {
		return now.getTime() - createdAt.getTime() < (lastListedAt ? ListingLagMs : NeverListedMs);
	}

	/** Only what this bot remembers having made goes: nothing of others is ever deleted. */
	function planUnwanted({ delete: toDelete }: SubscriptionPlan): void {
		const events = new Set<string>(wanted);
		toDelete.push(...remembered.filter((row) => !events.has(row.event)).map(({ id }) => id));
	}
}

function rowOf(item: ListedSubscription): Omit<SubscriptionRow, 'createdAt' | 'lastListedAt'> {
	return { id: item.id, broadcasterUserId: item.broadcasterUserId, event: item.event, version: item.version };
}
