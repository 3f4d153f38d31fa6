import { ulid } from 'ulid';

export interface Subscription {
	id: string;
	broadcasterUserId: number;
	event: string;
	version: number;
	createdAt: Date;
}

interface StoredSubscription extends Subscription {
	deletedAt: Date | null;
}

/** Result of subscribing to one event. */
export type SubscribeResult = { subscriptionId: string } | { error: string };

const ChatLimitUnverified = 1000;
const DefaultLimit = 10_000;
/** Recorded from Kick's answers (KickDevDocs#245). */
const DatabaseErrorText = 'internal: operation error DynamoDB: PutItem, https response error StatusCode: 400';

/** Event subscriptions of the app, with the known errors of Kick's listings. */
export class Subscriptions {
	/**
	 * Milliseconds until listings show a new or deleted subscription. `Infinity` freezes them. Default: 0.
	 *
	 * @see https://github.com/KickEngineering/KickDevDocs/issues/245
	 */
	public listLagMs = 0;
	/** Leaves single subscriptions out of listings. */
	public listHides: (subscription: Subscription) => boolean = () => false;
	/** Events whose subscriptions work but are in no listing (KickDevDocs#419). */
	public readonly neverListed = new Set<string>();
	/** Subscriptions for each event type. Default: 10,000, for chat 1,000 until the app is verified. */
	public limit: number | null = null;
	readonly #stored: StoredSubscription[] = [];
	readonly #errors = new Map<string, string>();

	/** All subscriptions, listed or not. */
	public get all(): readonly Subscription[] {
		return this.#existing;
	}

	/** Subscriptions to this event of this channel. Each of them gets its own delivery. */
	public matching(event: string, broadcasterUserId: number): readonly Subscription[] {
		return this.#existing.filter((one) => one.event === event && one.broadcasterUserId === broadcasterUserId);
	}

	/** Lets subscribing to this event fail, with an item error inside a 200 answer. `null` ends it. */
	public partialError(event: string, text: string | null = DatabaseErrorText): void {
		if (text === null) this.#errors.delete(event);
		else this.#errors.set(event, text);
	}

	/** Removes all subscriptions, as when "Enable Webhooks" is switched off. */
	public unsubscribeAll(): void {
		for (const { id } of this.#existing) this.delete(id);
	}

	/** Removes the subscriptions to an event, as Kick does after deliveries failed for more than a day. */
	public removeAfterFailures(event: string): void {
		for (const one of this.#existing) if (one.event === event) this.delete(one.id);
	}

	/** @internal */
	public isFull(event: string, verified: boolean): boolean {
		const limit = this.limit ?? (event === 'chat.message.sent' && !verified ? ChatLimitUnverified : DefaultLimit);
		return this.#existing.filter((one) => one.event === event).length >= limit;
	}

	/** Adds a subscription. The same event twice makes two subscriptions. */
	public create(broadcasterUserId: number, event: string, version: number): SubscribeResult {
		const error = this.#errors.get(event);
		if (error !== undefined) return { error };
		const id = ulid();
		this.#stored.push({ id, broadcasterUserId, event, version, createdAt: new Date(), deletedAt: null });
		return { subscriptionId: id };
	}

	public delete(id: string): void {
		const stored = this.#existing.find((one) => one.id === id);
		if (stored !== undefined) stored.deletedAt = new Date();
	}

	/** Subscriptions that a listing shows now. */
	public listed(): readonly Subscription[] {
		const isSettled = (since: Date | null) => since !== null && Date.now() - since.getTime() >= this.listLagMs;
		return this.#stored.filter(
			(one) =>
				isSettled(one.createdAt) &&
				!isSettled(one.deletedAt) &&
				!this.neverListed.has(one.event) &&
				!this.listHides(one)
		);
	}

	get #existing(): readonly StoredSubscription[] {
		return this.#stored.filter(({ deletedAt }) => deletedAt === null);
	}
}
