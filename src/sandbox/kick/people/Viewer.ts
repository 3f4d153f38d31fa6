import * as payloads from '../webhooks/payloads.js';
import type { Account } from '../world/Account.js';
import { publishChatMessage } from './publishChatMessage.js';
import type { EventResult, Stage } from './Stage.js';

export interface InChannel {
	/** Username or slug of the streamer. Default: the only streamer there is. */
	in?: string;
}

/** Somebody who writes in chats, follows, subscribes. Every action resolves when its webhooks are answered or given up. */
export class Viewer {
	public readonly account: Account;
	readonly #stage: Stage;

	public constructor(account: Account, stage: Stage) {
		this.account = account;
		this.#stage = stage;
	}

	public get userId(): number {
		return this.account.userId;
	}

	public get username(): string {
		return this.account.username;
	}

	public get slug(): string {
		return this.account.slug;
	}

	/**
	 * Writes in a chat.
	 *
	 * @throws When the viewer is banned there, or there is no message to reply to.
	 */
	public async says(
		content: string,
		options: InChannel & { replyTo?: string } = {}
	): Promise<EventResult & { messageId: string }> {
		const { world, rooms, rules } = this.#stage;
		const streamer = world.streamer(options.in);
		const replyTo = options.replyTo ?? null;
		if (rules.isBanned(streamer, this.account)) throw new Error(`${this.username} is banned in ${streamer.slug}`);
		if (replyTo !== null && rooms.find(streamer, replyTo) === undefined) {
			throw new Error(`There is no message ${replyTo} in ${streamer.slug}`);
		}
		const message = rooms.add(streamer, { content, sender: this.account, type: 'user', replyTo });
		return { messageId: message.id, deliveries: await publishChatMessage(this.#stage, streamer, message) };
	}

	public follows(options: InChannel = {}): Promise<EventResult> {
		this.#streamer(options).channel.followers.add(this.userId);
		return this.#publish('channel.followed', options, (streamer) => payloads.followed(streamer, this.account));
	}

	public subscribes(options: InChannel = {}): Promise<EventResult> {
		return this.#publish('channel.subscription.new', options, (streamer) =>
			payloads.subscribed(streamer, this.account, 1)
		);
	}

	/** @param options `months` in a row, with this one. Default: 2. */
	public renews(options: InChannel & { months?: number } = {}): Promise<EventResult> {
		return this.#publish('channel.subscription.renewal', options, (streamer) =>
			payloads.subscribed(streamer, this.account, options.months ?? 2)
		);
	}

	/** Gifts subscriptions to that many other viewers, named `giftee1`, `giftee2`, … */
	public gifts(count: number, options: InChannel & { anonymous?: boolean } = {}): Promise<EventResult> {
		const { world } = this.#stage;
		const names = Array.from({ length: count }, (_, index) => `giftee${index + 1}`);
		const giftees = names.map((name) => world.find(name) ?? world.create(name));
		return this.#publish('channel.subscription.gifts', options, (streamer) =>
			payloads.gifted(streamer, options.anonymous ? null : this.account, giftees)
		);
	}

	/** Redeems a reward for channel points. */
	public redeems(rewardTitle: string, input = '', options: InChannel = {}): Promise<EventResult> {
		return this.#publish('channel.reward.redemption.updated', options, (streamer) =>
			payloads.redeemed(streamer, this.account, rewardTitle, input)
		);
	}

	public giftsKicks(amount: number, message = '', options: InChannel = {}): Promise<EventResult> {
		return this.#publish('kicks.gifted', options, (streamer) =>
			payloads.kicksGifted(streamer, this.account, amount, message)
		);
	}

	#streamer(options: InChannel): Account {
		return this.#stage.world.streamer(options.in);
	}

	async #publish(event: string, options: InChannel, body: (streamer: Account) => object): Promise<EventResult> {
		const streamer = this.#streamer(options);
		return { deliveries: await this.#stage.publisher.publish(event, streamer, body(streamer)) };
	}
}
