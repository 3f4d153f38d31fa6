import * as payloads from '../webhooks/payloads.js';
import type { Account } from '../world/Account.js';
import type { EventResult, Stage } from './Stage.js';

/** The owner of a channel. Every action resolves when its webhooks are answered or given up. */
export class Streamer {
	public readonly account: Account;
	readonly #stage: Stage;

	public constructor(account: Account, stage: Stage) {
		this.account = account;
		this.#stage = stage;
	}

	/** The `broadcaster_user_id` of the official API. */
	public get userId(): number {
		return this.account.userId;
	}

	public get channelId(): number {
		return this.account.channel.channelId;
	}

	public get chatroomId(): number {
		return this.account.channel.chatroomId;
	}

	public get slug(): string {
		return this.account.slug;
	}

	public get username(): string {
		return this.account.username;
	}

	public goesLive(options: { title?: string } = {}): Promise<EventResult> {
		const { channel } = this.account;
		const startedAt = new Date();
		channel.liveSince = startedAt;
		channel.title = options.title ?? channel.title;
		return this.#publish('livestream.status.updated', payloads.streamStatus(this.account, startedAt, null));
	}

	public endsStream(): Promise<EventResult> {
		const { channel } = this.account;
		const endedAt = new Date();
		const startedAt = channel.liveSince ?? endedAt;
		channel.liveSince = null;
		return this.#publish('livestream.status.updated', payloads.streamStatus(this.account, startedAt, endedAt));
	}

	public changesTitle(title: string): Promise<EventResult> {
		this.account.channel.title = title;
		return this.#publish('livestream.metadata.updated', payloads.streamMetadata(this.account));
	}

	/**
	 * Bans somebody from the chat, who then can't write there any more.
	 *
	 * @param options `minutes` for a time-out. Default: for ever.
	 */
	public bans(name: string, options: { reason?: string; minutes?: number } = {}): Promise<EventResult> {
		const { reason = '', minutes } = options;
		const user = this.#stage.world.get(name);
		const until = minutes === undefined ? null : new Date(Date.now() + minutes * 60_000);
		this.account.channel.bans.set(user.userId, until);
		return this.#publish('moderation.banned', payloads.banned(this.account, this.account, user, reason, until));
	}

	/** Deletes a message of the chat: it can't be replied to any more. Kick has no webhook for it. */
	public deletes(messageId: string): void {
		this.#stage.rooms.delete(this.account, messageId);
	}

	/** Removes the app under Connections: its tokens for this account are dead, but webhooks of the channel go on. */
	public disconnectsApp(): void {
		this.#stage.oauth.tokens.killAllOf(this.account);
	}

	async #publish(event: string, body: object): Promise<EventResult> {
		return { deliveries: await this.#stage.publisher.publish(event, this.account, body) };
	}
}
