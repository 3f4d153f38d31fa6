import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import type { KickWebhookType } from '../kick/events/index.js';
import type { AppTokens, KickRestClient } from '../kick/index.js';
import { notLinked } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import { FreshAnswers } from '../time/FreshAnswers.js';
import { ListingLagMs, planSubscriptions, WantedVersion } from './planSubscriptions.js';

/** Reason for unconfirmed subscriptions. Another request within minutes could create them twice. */
const NotConfirmed = 'Kick has not confirmed them yet. The bot checks again automatically.';

export interface ReconcileReport {
	wanted: number;
	active: number;
	created: number;
	deleted: number;
	failed: { event: string; reason: string }[];
}

export interface SubscriptionReconcilerOptions {
	rest: Pick<KickRestClient, 'listSubscriptions' | 'createSubscriptions' | 'deleteSubscriptions'>;
	appTokens: AppTokens;
	database: Pick<Database, 'links' | 'subscriptions' | 'subscriptionRequests'>;
	/**
	 * Runs work while no other process and no other caller does the same. Resolves to `null` when the other one does not
	 * finish in time.
	 */
	exclusively: <T>(name: string, work: () => Promise<T>) => Promise<T | null>;
	clientId: string;
	events: readonly KickWebhookType[];
}

/**
 * Makes Kick's subscriptions of a channel match the wanted set: lists them, creates missing ones, deletes duplicates.
 *
 * A failed list changes nothing, because a second subscription doubles every delivery (KickDevDocs #246). For the same
 * reason, only one process at a time works on a channel.
 */
export class SubscriptionReconciler {
	/** Callers during a run share the next run, because their link may be newer than the current run. */
	readonly #runs = new FreshAnswers<number, Result<ReconcileReport, KickError>>();

	public constructor(private readonly options: SubscriptionReconcilerOptions) {}

	/**
	 * Reconciles the subscriptions of a channel.
	 *
	 * @returns `not_linked` for a channel that no server links, `timeout` while another process works on it.
	 */
	public reconcile(broadcasterUserId: number): Promise<Result<ReconcileReport, KickError>> {
		return this.#runs.ask(broadcasterUserId, () =>
			this.#inTurn(broadcasterUserId, async () =>
				(await this.#isLinked(broadcasterUserId)) ? this.#reconcile(broadcasterUserId) : err(notLinked())
			)
		);
	}

	/** Deletes the stored subscriptions of a channel at Kick, unless a server links it. */
	public removeAll(broadcasterUserId: number): Promise<Result<number, KickError>> {
		return this.#inTurn(broadcasterUserId, async () => {
			if (await this.#isLinked(broadcasterUserId)) return ok(0);
			const ids = (await this.options.database.subscriptions.ofBroadcaster(broadcasterUserId)).map(({ id }) => id);
			return this.#delete(broadcasterUserId, ids);
		});
	}

	async #inTurn<T>(
		broadcasterUserId: number,
		work: () => Promise<Result<T, KickError>>
	): Promise<Result<T, KickError>> {
		const done = await this.options.exclusively(`subscriptions:${broadcasterUserId}`, work);
		return done ?? err(anotherProcess());
	}

	async #isLinked(broadcasterUserId: number): Promise<boolean> {
		return (await this.options.database.links.ofAccount(broadcasterUserId)).length > 0;
	}

	async #reconcile(broadcasterUserId: number): Promise<Result<ReconcileReport, KickError>> {
		const { appTokens, clientId, events, rest } = this.options;
		const { subscriptions, subscriptionRequests } = this.options.database;
		const listed = await appTokens.call((token) => rest.listSubscriptions(token, broadcasterUserId));
		if (listed.isErr()) return err(listed.unwrapErr());
		const now = new Date();
		const remembered = await subscriptions.ofBroadcaster(broadcasterUserId);
		const requests = await subscriptionRequests.since(broadcasterUserId, new Date(now.getTime() - ListingLagMs));
		const ofThisApp = listed
			.unwrap()
			.filter((item) => item.broadcasterUserId === broadcasterUserId && (item.appId ?? clientId) === clientId);
		const plan = planSubscriptions({ wanted: events, listed: ofThisApp, remembered, requests, now });
		await subscriptions.save(plan.keep);
		await subscriptions.delete(plan.gone);
		await subscriptionRequests.settle(
			broadcasterUserId,
			plan.keep.map(({ event }) => event)
		);

		const { created, failed } = await this.#create(broadcasterUserId, plan.create, now);
		failed.push(...plan.unconfirmed.map((event) => ({ event, reason: NotConfirmed })));
		const deleted = await this.#delete(broadcasterUserId, plan.delete);
		return ok({
			wanted: events.length,
			active: events.length - failed.length,
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
		const { appTokens, database, rest } = this.options;
		await database.subscriptionRequests.note(broadcasterUserId, 'create', events, createdAt);
		const wanted = events.map((name) => ({ name, version: WantedVersion }));
		const answer = await appTokens.call((token) => rest.createSubscriptions(token, broadcasterUserId, wanted));
		if (answer.isErr()) {
			const { code, hint } = answer.unwrapErr();
			if (code !== 'outcome_unknown') await database.subscriptionRequests.settle(broadcasterUserId, events);
			return { created: 0, failed: events.map((event) => ({ event, reason: hint })) };
		}
		const items = answer.unwrap();
		// Kick's list lags by minutes, so the ids are stored from this answer.
		const made = items.flatMap(({ event, version, subscriptionId }) =>
			subscriptionId ? [{ id: subscriptionId, broadcasterUserId, event, version, createdAt, lastListedAt: null }] : []
		);
		await database.subscriptions.save(made);
		const settled = items.filter(({ subscriptionId, error }) => subscriptionId || error).map(({ event }) => event);
		await database.subscriptionRequests.settle(broadcasterUserId, settled);
		const failed = events
			.filter((event) => !made.some((row) => row.event === event))
			.map((event) => ({ event, reason: reasonOf(items.find((item) => item.event === event)?.error ?? null) }));
		return { created: made.length, failed };
	}

	async #delete(broadcasterUserId: number, ids: readonly string[]): Promise<Result<number, KickError>> {
		if (ids.length === 0) return ok(0);
		const { appTokens, database, rest } = this.options;
		await database.subscriptionRequests.note(broadcasterUserId, 'delete', ids, new Date());
		const answer = await appTokens.call((token) => rest.deleteSubscriptions(token, ids));
		if (answer.isErr()) return err(answer.unwrapErr());
		await database.subscriptions.delete(ids);
		return ok(ids.length);
	}
}

function anotherProcess(): KickError {
	return new KickError(
		'timeout',
		'Another process of this bot is still checking the subscriptions of this channel. Run /kick sync again in a minute.'
	);
}

/** Returns a reason for people. Kick's own text may be a database error (KickDevDocs #245), which helps no streamer. */
function reasonOf(error: string | null): string {
	if (error === null) return NotConfirmed;
	return /limit/i.test(error)
		? 'Kick allows no more subscriptions for this app. Ask developers@kick.com to verify it.'
		: 'Kick could not create them.';
}
