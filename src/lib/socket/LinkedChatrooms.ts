import type { ChatroomFrame } from '../kick/index.js';
import type { LinkedChannel } from '../storage/links/types.js';
import { ChatroomOwners } from './ChatroomOwners.js';

/**
 * Which chatroom is whose.
 *
 * A chatroom id may be wrong, and then it may be another channel's. Two channels that claim the same one both get nothing by
 * socket until it is known whose it is.
 */
export class LinkedChatrooms {
	readonly #owners = new ChatroomOwners();
	#claims = new Map<number, LinkedChannel[]>();

	/** All channels of all servers, whichever process handles them: a claim is one everywhere. */
	public set(channels: readonly LinkedChannel[]): void {
		this.#claims = new Map();
		for (const channel of channels) {
			if (!channel.chatroomId) continue;
			this.#claims.set(channel.chatroomId, [...(this.#claims.get(channel.chatroomId) ?? []), channel]);
		}
		this.#owners.keep(new Set(this.#claims.keys()));
	}

	/** Those that have to be listened to for the sake of these servers. */
	public wanted(owns: (guildId: string) => boolean): Set<number> {
		const wanted = [...this.#claims].filter(([, channels]) => channels.some(({ guildId }) => owns(guildId)));
		return new Set(wanted.map(([chatroomId]) => chatroomId));
	}

	public learn(frame: ChatroomFrame): void {
		this.#owners.learn(frame);
	}

	/** The channel that the events of a chatroom belong to. */
	public channelOf(chatroomId: number): LinkedChannel | null {
		const channels = this.#claims.get(chatroomId) ?? [];
		const owner = this.#owners.of(chatroomId);
		if (owner !== null) return channels.find(({ broadcasterUserId }) => broadcasterUserId === owner) ?? null;
		const [first] = channels;
		const isOnlyOne = channels.every(({ broadcasterUserId }) => broadcasterUserId === first?.broadcasterUserId);
		return first && isOnlyOne ? first : null;
	}

	/** Whether a channel that has this chatroom id gets its events: if not, the id is wrong or claimed by others as well. */
	public belongsTo(chatroomId: number, broadcasterUserId: number): boolean {
		return this.channelOf(chatroomId)?.broadcasterUserId === broadcasterUserId;
	}
}
