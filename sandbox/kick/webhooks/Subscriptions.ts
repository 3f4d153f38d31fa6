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

/** What a POST of one event gives. */
export type SubscribeResult = { subscriptionId: string } | { error: string };

const ChatLimitUnverified = 1000;
const DefaultLimit = 10_000;
/** Really seen in Kick's answers: KickDevDocs#245. */
const DatabaseErrorText = 'internal: operation error DynamoDB: PutItem, https response error StatusCode: 400';

/** The app's event subscriptions, with the ways in which Kick's listings are wrong about them. */
export class Subscriptions {
	/**
	 * How long listings go on as before, after a subscription was made or deleted. `Infinity` freezes them. Default: 0.
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

	/** What exists, whether it is listed or not. */
	public get all(): readonly Subscription[] {
		return this.#existing;
	}

	/** Those that make Kick send this event of this channel. Each of them gets its own delivery. */
	public matching(event: string, broadcasterUserId: number): readonly Subscription[] {
		return this.#existing.filter((one) => one.event === event && one.broadcasterUserId === broadcasterUserId);
	}

	/** Subscribing to this event fails with an item error inside a 200 answer. `null` ends it. */
	public partialError(event: string, text: string | null = DatabaseErrorText): void {
		if (text === null) this.#errors.delete(event);
		else this.#errors.set(event, text);
	}

	/** As when "Enable Webhooks" is switched off. */
	public unsubscribeAll(): void {
		for (const { id } of this.#existing) this.delete(id);
	}

	/** As Kick does when deliveries of an event have failed for more than a day. */
	public removeAfterFailures(event: string): void {
		for (const one of this.#existing) if (one.event === event) this.delete(one.id);
	}

	/** @internal */
	public isFull(event: string, verified: boolean): boolean {
		const limit = this.limit ?? (event === 'chat.message.sent' && !verified ? ChatLimitUnverified : DefaultLimit);
		return this.#existing.filter((one) => one.event === event).length >= limit;
	}

	/** The same event twice makes two subscriptions. */
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

	/** What a listing shows now. */
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
