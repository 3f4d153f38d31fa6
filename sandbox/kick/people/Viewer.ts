import * as channelEvents from '../realtime/events/channelEvents.js';
import * as payloads from '../webhooks/payloads.js';
import type { Account } from '../world/Account.js';
import { Person } from './Person.js';
import { publishMessage, pushMessage } from './publishMessage.js';
import type { EventResult, Stage } from './Stage.js';

export interface InChannel {
	/** Username or slug of the streamer. Default: the only streamer. */
	in?: string;
}

/** Account that chats, follows and subscribes. Actions resolve when their webhooks are answered or given up. */
export class Viewer extends Person {
	readonly #stage: Stage;

	public constructor(account: Account, stage: Stage) {
		super(account);
		this.#stage = stage;
	}

	/**
	 * Writes in a chat.
	 *
	 * @param options `at`: time of the message, for a webhook that Kick sends late. It is signed and sent now.
	 * @throws Error when the viewer is banned, or the message to reply to does not exist.
	 */
	public async says(
		content: string,
		options: InChannel & { replyTo?: string; at?: Date } = {}
	): Promise<EventResult & { messageId: string }> {
		const { world, rooms, rules } = this.#stage;
		const streamer = world.streamer(options.in);
		const replyTo = options.replyTo ?? null;
		if (rules.isBanned(streamer, this.account)) throw new Error(`${this.username} is banned in ${streamer.slug}`);
		if (replyTo !== null && rooms.find(streamer, replyTo) === undefined) {
			throw new Error(`There is no message ${replyTo} in ${streamer.slug}`);
		}
		const message = rooms.add(streamer, { content, sender: this.account, type: 'user', replyTo, at: options.at });
		pushMessage(this.#stage, streamer, message);
		return { messageId: message.id, deliveries: await publishMessage(this.#stage, streamer, message) };
	}

	public follows(options: InChannel = {}): Promise<EventResult> {
		const streamer = this.#streamer(options);
		streamer.channel.followers.add(this.userId);
		this.#stage.socket.publish(channelEvents.followersUpdated(streamer, this.account));
		return this.#publish('channel.followed', streamer, payloads.followed(streamer, this.account));
	}

	public subscribes(options: InChannel = {}): Promise<EventResult> {
		return this.#subscribes('channel.subscription.new', 1, options);
	}

	/** @param options `months` in a row, with this one. Default: 2. */
	public renews(options: InChannel & { months?: number } = {}): Promise<EventResult> {
		return this.#subscribes('channel.subscription.renewal', options.months ?? 2, options);
	}

	/** Gifts subscriptions to that many other viewers, named `giftee1`, `giftee2`, … */
	public gifts(count: number, options: InChannel & { anonymous?: boolean } = {}): Promise<EventResult> {
		const { world, socket } = this.#stage;
		const streamer = this.#streamer(options);
		const gifter = options.anonymous ? null : this.account;
		const names = Array.from({ length: count }, (_, index) => `giftee${index + 1}`);
		const giftees = names.map((name) => world.find(name) ?? world.create(name));
		for (const { userId } of giftees) streamer.channel.subscribers.add(userId);
		socket.publish(channelEvents.gifted(streamer, gifter, giftees));
		return this.#publish('channel.subscription.gifts', streamer, payloads.gifted(streamer, gifter, giftees));
	}

	/** Redeems a reward for channel points. */
	public redeems(rewardTitle: string, input = '', options: InChannel = {}): Promise<EventResult> {
		const streamer = this.#streamer(options);
		this.#stage.socket.publish(channelEvents.redeemed(streamer, this.account, rewardTitle, input));
		const body = payloads.redeemed(streamer, this.account, rewardTitle, input);
		return this.#publish('channel.reward.redemption.updated', streamer, body);
	}

	public giftsKicks(amount: number, message = '', options: InChannel = {}): Promise<EventResult> {
		const streamer = this.#streamer(options);
		this.#stage.socket.publish(channelEvents.kicksGifted(streamer, this.account, amount, message));
		return this.#publish('kicks.gifted', streamer, payloads.kicksGifted(streamer, this.account, amount, message));
	}

	#subscribes(event: string, months: number, options: InChannel): Promise<EventResult> {
		const streamer = this.#streamer(options);
		streamer.channel.subscribers.add(this.userId);
		this.#stage.socket.publish(channelEvents.subscribed(streamer, this.account, months));
		return this.#publish(event, streamer, payloads.subscribed(streamer, this.account, months));
	}

	#streamer(options: InChannel): Account {
		return this.#stage.world.streamer(options.in);
	}

	async #publish(event: string, streamer: Account, body: object): Promise<EventResult> {
		return { deliveries: await this.#stage.publisher.publish(event, streamer, body) };
	}
}
