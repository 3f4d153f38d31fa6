import * as channelEvents from '../realtime/events/channelEvents.js';
import * as messageEvents from '../realtime/events/messageEvents.js';
import * as moderationEvents from '../realtime/events/moderationEvents.js';
import * as payloads from '../webhooks/payloads.js';
import type { Account, ChatMode } from '../world/Account.js';
import { Person } from './Person.js';
import type { EventResult, Stage } from './Stage.js';

/** Owner of a channel. Actions resolve when their webhooks are answered or given up. */
export class Streamer extends Person {
	readonly #stage: Stage;

	public constructor(account: Account, stage: Stage) {
		super(account);
		this.#stage = stage;
	}

	public get channelId(): number {
		return this.account.channel.channelId;
	}

	public get chatroomId(): number {
		return this.account.channel.chatroomId;
	}

	/**
	 * Renames account and channel. The ids stay, and the old name becomes free. Kick has no webhook for it.
	 *
	 * @param options `slug`: by default the username in lower case, with `-` for `_`.
	 */
	public changesName(username: string, options: { slug?: string } = {}): void {
		this.#stage.world.rename(this.account, username, options.slug);
	}

	/** Address of the stream's picture, which the API shows while live. Kick sends `''` in the first minutes. */
	public get thumbnail(): string {
		return this.account.channel.thumbnail;
	}

	public set thumbnail(url: string) {
		this.account.channel.thumbnail = url;
	}

	/**
	 * Starts a stream.
	 *
	 * @param options `viewers`: their number in Kick's API. Default: as before, at first 0. `at`: time of the event, for
	 * a webhook that Kick sends late.
	 */
	public goesLive(options: { title?: string; viewers?: number; at?: Date } = {}): Promise<EventResult> {
		const { channel } = this.account;
		const startedAt = options.at ?? new Date();
		channel.liveSince = startedAt;
		channel.title = options.title ?? channel.title;
		channel.viewerCount = options.viewers ?? channel.viewerCount;
		this.#stage.socket.publish(channelEvents.streamStarted(this.account, startedAt));
		return this.#publish('livestream.status.updated', payloads.streamStatus(this.account, startedAt, null));
	}

	/** @param options `at`: time of the event, for a webhook that Kick sends late. */
	public endsStream(options: { at?: Date } = {}): Promise<EventResult> {
		const { channel } = this.account;
		const endedAt = options.at ?? new Date();
		const startedAt = channel.liveSince ?? endedAt;
		channel.liveSince = null;
		this.#stage.socket.publish(channelEvents.streamStopped(this.account));
		return this.#publish('livestream.status.updated', payloads.streamStatus(this.account, startedAt, endedAt));
	}

	public changesTitle(title: string): Promise<EventResult> {
		this.account.channel.title = title;
		return this.#publish('livestream.metadata.updated', payloads.streamMetadata(this.account));
	}

	/** Changes the number of viewers in Kick's API. Kick has no webhook for it. */
	public changesViewers(viewers: number): void {
		this.account.channel.viewerCount = viewers;
	}

	/** Sends the viewers to another channel, whose chat shows it. Kick has no webhook for it. */
	public hosts(name: string, options: { viewers?: number; message?: string } = {}): void {
		const { viewers = this.account.channel.viewerCount, message = '' } = options;
		const host = this.#stage.world.get(name);
		this.#stage.socket.publish(channelEvents.hosted(host, this.account, viewers, message));
	}

	/**
	 * Bans a user from the chat.
	 *
	 * @param options `minutes` for a time-out. Default: a permanent ban.
	 */
	public bans(name: string, options: { reason?: string; minutes?: number } = {}): Promise<EventResult> {
		const { reason = '', minutes } = options;
		const user = this.#stage.world.get(name);
		const until = minutes === undefined ? null : new Date(Date.now() + minutes * 60_000);
		this.account.channel.bans.set(user.userId, until);
		this.#stage.socket.publish(moderationEvents.userBanned(this.account, user, minutes));
		return this.#publish('moderation.banned', payloads.banned(this.account, this.account, user, reason, until));
	}

	/** Lifts a ban. Kick has no webhooks for it and for the actions below. @throws Error when the user is not banned. */
	public unbans(name: string): void {
		const { bans } = this.account.channel;
		const user = this.#stage.world.get(name);
		const until = bans.get(user.userId);
		if (until === undefined) throw new Error(`${user.username} is not banned in ${this.slug}`);
		bans.delete(user.userId);
		this.#stage.socket.publish(moderationEvents.userUnbanned(this.account, user, until === null));
	}

	/** Deletes a message of the chat. Replies to it are refused from then on. */
	public deletes(messageId: string): void {
		if (!this.#stage.rooms.delete(this.account, messageId)) return;
		this.#stage.socket.publish(messageEvents.messageDeleted(this.account, messageId));
	}

	/** Deletes all messages of the chat. */
	public clearsChat(): void {
		this.#stage.rooms.clear(this.account);
		this.#stage.socket.publish(moderationEvents.chatCleared(this.account));
	}

	/** Changes the given modes of the chat. They apply to messages of the API. */
	public setsChatMode(changes: Partial<ChatMode>): void {
		const { channel } = this.account;
		channel.chatMode = { ...channel.chatMode, ...changes };
		this.#stage.socket.publish(moderationEvents.chatModeChanged(this.account));
	}

	/** Pins a message above the chat. @throws Error when there is no such message. */
	public pins(messageId: string): void {
		const { rooms, socket } = this.#stage;
		const message = rooms.find(this.account, messageId);
		if (message === undefined) throw new Error(`There is no message ${messageId} in ${this.slug}`);
		const original = message.replyTo === null ? undefined : rooms.find(this.account, message.replyTo);
		socket.publish(messageEvents.messagePinned(this.account, message, original));
	}

	/** Removes the pinned message. */
	public unpins(): void {
		this.#stage.socket.publish(messageEvents.messageUnpinned(this.account));
	}

	/** Removes the app under Connections. Its tokens for this account die, but webhooks of the channel continue. */
	public disconnectsApp(): void {
		this.#stage.oauth.tokens.killAllOf(this.account);
	}

	async #publish(event: string, body: object): Promise<EventResult> {
		return { deliveries: await this.#stage.publisher.publish(event, this.account, body) };
	}
}
