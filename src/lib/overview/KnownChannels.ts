import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { KickChannel } from '../kick/index.js';
import type { ChannelLookup } from '../settings/ChannelLookup.js';
import { ExpiringCache } from '../time/ExpiringCache.js';

/** Last known data of a channel at Kick. */
export interface KnownChannel {
	channel: KickChannel;
	pictureUrl: string | null;
	/** Time of the answer. */
	at: Date;
	/** Whether the last request was answered. */
	isFresh: boolean;
}

/** Several pages of several servers may show a channel, and Kick publishes no rate limit. */
const RememberMs = 15_000;
const PictureMs = 60 * 60_000;
const MaxChannels = 1_000;
const WaitMs = 2_000;

/**
 * Data of channels at Kick, with one request in 15 seconds for each. When Kick does not answer, the last known data
 * stays.
 */
export class KnownChannels {
	readonly #requests = new ExpiringCache<string, void>(RememberMs, MaxChannels);
	readonly #pictures = new ExpiringCache<number, string | null>(PictureMs, MaxChannels);
	readonly #known = new LRUCache<number, KnownChannel>({ max: MaxChannels });

	public constructor(private readonly lookup: Pick<ChannelLookup, 'byUserId' | 'account'>) {}

	/**
	 * Returns what is known after 2 seconds at most, or `null`. A later answer counts for the next call.
	 *
	 * @param storedName Name that the server has stored. With a new one, Kick is asked again, because the channel may
	 * just have been renamed.
	 */
	public async of(userId: number, storedName: string | null): Promise<KnownChannel | null> {
		const before = this.#known.get(userId);
		const asked = this.#requests.get(`${userId} ${storedName}`, () => this.#ask(userId));
		const isDone = await Promise.race([asked.then(() => true), pause(WaitMs, false, { ref: false })]);
		const known = this.#known.get(userId);
		if (!known) return null;
		// What was known before the request says nothing about now.
		return { ...known, isFresh: known.isFresh && (isDone || known !== before) };
	}

	/** Returns the channel if Kick has answered the last request. */
	public async now(userId: number, storedName: string | null): Promise<KickChannel | null> {
		const known = await this.of(userId, storedName);
		return known?.isFresh ? known.channel : null;
	}

	async #ask(userId: number): Promise<void> {
		const asked = this.lookup.byUserId(userId);
		const picture = this.#picture(userId);
		const answer = await asked;
		const known = this.#known.get(userId);
		const pictureUrl = known?.pictureUrl ?? null;
		answer.match({
			ok: (channel) => void this.#known.set(userId, { channel, pictureUrl, at: new Date(), isFresh: true }),
			err: () => known && void this.#known.set(userId, { ...known, isFresh: false })
		});
		// A slow request for the picture must not hold back whether the channel is live.
		this.#setPicture(userId, await picture);
	}

	#setPicture(userId: number, pictureUrl: string | null): void {
		const known = this.#known.get(userId);
		if (known && known.pictureUrl !== pictureUrl) this.#known.set(userId, { ...known, pictureUrl });
	}

	async #picture(userId: number): Promise<string | null> {
		const known = this.#known.get(userId)?.pictureUrl ?? null;
		const asked = this.#pictures.get(userId, async () => {
			const account = await this.lookup.account(userId);
			// A failure is not cached.
			if (account.isErr()) throw account.unwrapErr();
			return account.unwrap()?.avatarUrl ?? null;
		});
		return asked.catch(() => known);
	}
}
