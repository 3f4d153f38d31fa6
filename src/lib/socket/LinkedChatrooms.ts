import type { ChatroomProof } from '../storage/repositories/ChatroomRepository.js';
import type { LinkedChannel } from '../storage/repositories/linkedChannels.js';

type Ownership = Pick<ChatroomProof, 'chatroomId' | 'broadcasterUserId'>;

/**
 * Chatrooms of the linked channels, and the channel that each belongs to.
 *
 * The chatroom id of a server is a claim: a manager, or another program, may have entered that of any channel. The bot
 * joins claimed chatrooms, but their events belong to a channel only after a proof. An unproven claim takes nothing
 * from another channel.
 */
export class LinkedChatrooms {
	#claims = new Map<number, LinkedChannel[]>();
	/** Kick user id of each chatroom's proven owner. */
	#owners = new Map<number, number>();
	/** Channel of each proven chatroom. */
	#channels = new Map<number, LinkedChannel>();
	/** Unproven chatrooms, by the user id of the channel's owner. */
	#unproven = new Map<number, number[]>();

	/**
	 * Replaces all claims and proofs.
	 *
	 * @param channels Channels of all servers, in any process.
	 * @param proofs Proven owners. Of several for one chatroom, the first counts.
	 */
	public set(channels: readonly LinkedChannel[], proofs: readonly Ownership[]): void {
		this.#claims = new Map();
		for (const channel of channels) {
			if (!channel.chatroomId) continue;
			this.#claims.set(channel.chatroomId, [...(this.#claims.get(channel.chatroomId) ?? []), channel]);
		}
		this.#owners = new Map(
			proofs.map(({ chatroomId, broadcasterUserId }) => [chatroomId, broadcasterUserId] as const).reverse()
		);
		this.#compare();
	}

	/** Adds a proof, unless the chatroom already has one. */
	public prove({ chatroomId, broadcasterUserId }: Ownership): void {
		if (this.#owners.has(chatroomId)) return;
		this.#owners.set(chatroomId, broadcasterUserId);
		this.#compare();
	}

	/** Returns the chatrooms to join for these servers: the proven ones, and those whose owner is still unknown. */
	public wanted(owns: (guildId: string) => boolean): Set<number> {
		const wanted = [...this.#claims].filter(([chatroomId, channels]) =>
			channels.some(({ guildId, broadcasterUserId }) => owns(guildId) && this.#mayBe(chatroomId, broadcasterUserId))
		);
		return new Set(wanted.map(([chatroomId]) => chatroomId));
	}

	/** Returns the channel that a chatroom's events belong to, or `null` until that is proven. */
	public channelOf(chatroomId: number): LinkedChannel | null {
		return this.#channels.get(chatroomId) ?? null;
	}

	/** Whether a chatroom is proven to belong to this channel, which also claims it. */
	public belongsTo(chatroomId: number, broadcasterUserId: number): boolean {
		return this.#channels.get(chatroomId)?.broadcasterUserId === broadcasterUserId;
	}

	/** Returns the user ids of the channels that claim an unproven chatroom. */
	public claimantsOf(chatroomId: number): number[] {
		if (this.#owners.has(chatroomId)) return [];
		const claims = this.#claims.get(chatroomId) ?? [];
		return [...new Set(claims.map(({ broadcasterUserId }) => broadcasterUserId))];
	}

	/** Returns the unproven chatrooms that a channel claims. */
	public unprovenOf(broadcasterUserId: number): readonly number[] {
		return this.#unproven.get(broadcasterUserId) ?? [];
	}

	#mayBe(chatroomId: number, broadcasterUserId: number): boolean {
		return (this.#owners.get(chatroomId) ?? broadcasterUserId) === broadcasterUserId;
	}

	/** Computes the answers once per change, because every frame and every webhook needs them. */
	#compare(): void {
		this.#channels = new Map();
		this.#unproven = new Map();
		for (const [chatroomId, claims] of this.#claims) {
			const owner = this.#owners.get(chatroomId);
			const channel = claims.find(({ broadcasterUserId }) => broadcasterUserId === owner);
			if (channel) this.#channels.set(chatroomId, channel);
			for (const claimant of this.claimantsOf(chatroomId)) {
				this.#unproven.set(claimant, [...this.unprovenOf(claimant), chatroomId]);
			}
		}
	}
}
