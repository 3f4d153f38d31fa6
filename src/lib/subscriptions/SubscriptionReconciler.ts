import { err, ok, type Result } from '@sapphire/result';
import type { AppTokens } from '../accounts/AppTokens.js';
import type { KickError } from '../kick/errors.js';
import type { KickWebhookType } from '../kick/events.js';
import type { KickRestClient } from '../kick/index.js';
import type { SubscriptionRepository } from '../storage/subscriptions/types.js';
import { planSubscriptions, WantedVersion } from './planSubscriptions.js';

export interface ReconcileReport {
	wanted: number;
	active: number;
	created: number;
	deleted: number;
	failed: { event: string; reason: string }[];
}

type SubscriptionsApi = Pick<KickRestClient, 'listSubscriptions' | 'createSubscriptions' | 'deleteSubscriptions'>;

/**
 * Makes Kick's subscriptions of a channel match the wanted set: list, create what is missing, delete duplicates.
 *
 * A list that fails changes nothing, since posting without knowing doubles every delivery (KickDevDocs #246).
 */
export class SubscriptionReconciler {
	readonly #running = new Map<number, Promise<Result<ReconcileReport, KickError>>>();

	public constructor(
		private readonly rest: SubscriptionsApi,
		private readonly appTokens: AppTokens,
		private readonly rows: SubscriptionRepository,
		private readonly clientId: string,
		private readonly events: readonly KickWebhookType[]
	) {}

	/** One run per channel at a time; who asks meanwhile gets the same answer. */
	public reconcile(broadcasterUserId: number): Promise<Result<ReconcileReport, KickError>> {
		const running = this.#running.get(broadcasterUserId);
		if (running) return running;
		const run = this.#reconcile(broadcasterUserId).finally(() => this.#running.delete(broadcasterUserId));
		this.#running.set(broadcasterUserId, run);
		return run;
	}

	/** Deletes what we remember of a channel that nobody uses any more. */
	public async removeAll(broadcasterUserId: number): Promise<Result<number, KickError>> {
		const ids = (await this.rows.ofBroadcaster(broadcasterUserId)).map(({ id }) => id);
		return ids.length === 0 ? ok(0) : this.#delete(ids);
	}

	async #reconcile(broadcasterUserId: number): Promise<Result<ReconcileReport, KickError>> {
		const listed = await this.appTokens.call((token) => this.rest.listSubscriptions(token, broadcasterUserId));
		if (listed.isErr()) return err(listed.unwrapErr());
		const remembered = await this.rows.ofBroadcaster(broadcasterUserId);
		const now = new Date();
		const ours = listed
			.unwrap()
			.filter(
				(item) => item.broadcasterUserId === broadcasterUserId && (item.appId ?? this.clientId) === this.clientId
			);
		const plan = planSubscriptions({ wanted: this.events, listed: ours, remembered, now });
		await this.rows.save(plan.keep);
		await this.rows.delete(plan.gone);

		const { created, failed } = await this.#create(broadcasterUserId, plan.create, now);
		const deleted = plan.delete.length > 0 ? await this.#delete(plan.delete) : ok(0);
		return ok({
			wanted: this.events.length,
			active: this.events.length - failed.length,
			created,
			deleted: deleted.unwrapOr(0),
			failed
		});
	}

	async #create(
		broadcasterUserId: number,
		events: readonly KickWebhookType[],
		createdAt: Date
	): Promise<Pick<ReconcileReport, 'created' | 'failed'>> {
		if (events.length === 0) return { created: 0, failed: [] };
		const wanted = events.map((name) => ({ name, version: WantedVersion }));
		const answer = await this.appTokens.call((token) =>
			this.rest.createSubscriptions(token, broadcasterUserId, wanted)
		);
		if (answer.isErr()) {
			const { hint } = answer.unwrapErr();
			return { created: 0, failed: events.map((event) => ({ event, reason: hint })) };
		}
		const items = answer.unwrap();
		// The listing lags by minutes: the ids are remembered from this answer.
		const made = items.flatMap(({ event, version, subscriptionId }) =>
			subscriptionId ? [{ id: subscriptionId, broadcasterUserId, event, version, createdAt, lastListedAt: null }] : []
		);
		await this.rows.save(made);
		const failed = events
			.filter((event) => !made.some((row) => row.event === event))
			.map((event) => ({ event, reason: reasonOf(items.find((item) => item.event === event)?.error ?? null) }));
		return { created: made.length, failed };
	}

	async #delete(ids: readonly string[]): Promise<Result<number, KickError>> {
		const answer = await this.appTokens.call((token) => this.rest.deleteSubscriptions(token, ids));
		if (answer.isErr()) return err(answer.unwrapErr());
		await this.rows.delete(ids);
		return ok(ids.length);
	}
}

/** Kick's text can be a database error of theirs (KickDevDocs #245): of no use to a streamer. */
function reasonOf(error: string | null): string {
	return error && /limit/i.test(error)
		? 'Kick allows no more subscriptions for this app: ask developers@kick.com to verify it.'
		: 'Kick could not make them now.';
}
