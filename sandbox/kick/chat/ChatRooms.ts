import { randomUUID } from 'node:crypto';
import { WaitableList } from '../../Waiters.js';
import type { ActivityFeed } from '../ActivityFeed.js';
import type { Account } from '../world/Account.js';

export interface ChatMessage {
	/** UUID, as in `reply_to_message_id` and in the webhook's `message_id`. */
	id: string;
	content: string;
	sender: Account;
	/** `bot` for a message of the app's bot account. */
	type: 'user' | 'bot';
	/** Id of the message that this one answers. */
	replyTo: string | null;
	at: Date;
}

export type NewChatMessage = Pick<ChatMessage, 'content' | 'sender' | 'type' | 'replyTo'> & { at?: Date };

/** Per room, because a sandbox may run for weeks. */
const MessagesKept = 1000;

/** Chats of all channels. */
export class ChatRooms {
	readonly #rooms = new Map<Account, WaitableList<ChatMessage>>();
	readonly #activity: ActivityFeed;

	public constructor(activity: ActivityFeed) {
		this.#activity = activity;
	}

	public of(streamer: Account): WaitableList<ChatMessage> {
		let room = this.#rooms.get(streamer);
		if (room === undefined) {
			room = new WaitableList(({ sender, content }) => `${sender.username}: ${JSON.stringify(content)}`, MessagesKept);
			this.#rooms.set(streamer, room);
		}
		return room;
	}

	public add(streamer: Account, message: NewChatMessage): ChatMessage {
		const added: ChatMessage = { ...message, id: randomUUID(), at: message.at ?? new Date() };
		this.#activity.note('chat', `[${streamer.slug}] ${added.sender.username}: ${added.content}`);
		this.of(streamer).add(added);
		return added;
	}

	public find(streamer: Account, messageId: string): ChatMessage | undefined {
		return this.of(streamer).items.find(({ id }) => id === messageId);
	}

	/** @returns Whether there was such a message. */
	public delete(streamer: Account, messageId: string): boolean {
		const { items } = this.of(streamer);
		const index = items.findIndex(({ id }) => id === messageId);
		if (index !== -1) items.splice(index, 1);
		return index !== -1;
	}

	public clear(streamer: Account): void {
		this.of(streamer).items.length = 0;
	}

	public close(): void {
		for (const room of this.#rooms.values()) room.close();
	}
}
