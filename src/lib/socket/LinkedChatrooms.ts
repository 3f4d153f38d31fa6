import type { ChatroomProof } from '../storage/repositories/ChatroomRepository.js';
import type { LinkedChannel } from '../storage/repositories/linkedChannels.js';

type Ownership = Pick<ChatroomProof, 'chatroomId' | 'broadcasterUserId'>;

/**
 * Which chatroom is whose.
 *
 * The chatroom id of a server is a claim: a manager, or another program, may have written that of any channel. Claims are listened
 * to, but the events of a chatroom belong to a channel only once that is proven. Unproven claims take nothing from anyone.
 */
export class LinkedChatrooms {
	#claims = new Map<number, LinkedChannel[]>();
	/** Kick user ids of the owners, as far as they are proven. */
	#owners = new Map<number, number>();
	/** The channel of each proven chatroom. */
	#channels = new Map<number, LinkedChannel>();
	/** By the user id of the channel's owner. */
	#unproven = new Map<number, number[]>();

	/**
	 * Takes all channels of all servers, whichever process handles them, and what is proven.
	 *
	 * @param proofs Of several for one chatroom the first counts.
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

	/** Takes one more proof. One that is known for the chatroom stays. */
	public prove({ chatroomId, broadcasterUserId }: Ownership): void {
		if (this.#owners.has(chatroomId)) return;
		this.#owners.set(chatroomId, broadcasterUserId);
		this.#compare();
	}

	/** Chatrooms to listen to for these servers: the proven, and those whose owner is still to be found out. */
	public wanted(owns: (guildId: string) => boolean): Set<number> {
		const wanted = [...this.#claims].filter(([chatroomId, channels]) =>
			channels.some(({ guildId, broadcasterUserId }) => owns(guildId) && this.#mayBe(chatroomId, broadcasterUserId))
		);
		return new Set(wanted.map(([chatroomId]) => chatroomId));
	}

	/** The channel that the events of a chatroom belong to; `null` while that is not proven. */
	public channelOf(chatroomId: number): LinkedChannel | null {
		return this.#channels.get(chatroomId) ?? null;
	}

	/** Whether a chatroom is proven to be that of a channel which claims it. */
	public belongsTo(chatroomId: number, broadcasterUserId: number): boolean {
		return this.#channels.get(chatroomId)?.broadcasterUserId === broadcasterUserId;
	}

	/** User ids of the channels that claim an unproven chatroom. */
	public claimantsOf(chatroomId: number): number[] {
		if (this.#owners.has(chatroomId)) return [];
		const claims = this.#claims.get(chatroomId) ?? [];
		return [...new Set(claims.map(({ broadcasterUserId }) => broadcasterUserId))];
	}

	/** The unproven chatrooms that a channel claims. */
	public unprovenOf(broadcasterUserId: number): readonly number[] {
		return this.#unproven.get(broadcasterUserId) ?? [];
	}

	#mayBe(chatroomId: number, broadcasterUserId: number): boolean {
		return (this.#owners.get(chatroomId) ?? broadcasterUserId) === broadcasterUserId;
	}

	/** Every frame and every webhook asks: the answers are made once. */
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
