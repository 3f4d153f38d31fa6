import { z } from 'zod';
import { messageKey } from '../events/messageKey.js';
import { type ChatroomFrame, wireId } from '../kick/index.js';
import type { ChatroomProof } from '../storage/repositories/ChatroomRepository.js';
import type { Clock } from '../time/Clock.js';
import { ExpiringSet } from '../time/ExpiringSet.js';

/** Proof that a frame or a webhook has given. */
export type FoundProof = Omit<ChatroomProof, 'provenAt'>;

const RememberForMs = 60_000;
/**
 * Limits the ids of a busy chat. A few are enough, because each message also arrives by webhook if the chatroom is the
 * channel's.
 */
const MaxHeard = 20;
const MaxDelivered = 10_000;

/** Fields that Kick itself fills in. The text is not read, because people write it. */
const chatMessage = z.object({
	id: z.string().regex(/^[\w-]{1,64}$/),
	chatroom_id: wireId.nullish(),
	sender: z.object({
		id: wireId,
		identity: z
			.object({ badges: z.array(z.unknown()) })
			.nullish()
			.catch(null)
	})
});
const ownersBadge = z.object({ type: z.literal('broadcaster') });

/**
 * Finds evidence for the owner of an unproven chatroom.
 *
 * - A message that also arrived by webhook for a channel that claims the chatroom. Kick chose its id, and signed which
 *   channel it belongs to.
 * - A message whose sender is the linked owner and has the owner's badge. Kick gives that badge only to the owner of
 *   the chat.
 *
 * Of an unproven chatroom, only the ids of a few messages are kept, in memory and for a minute.
 */
export class ChatroomEvidence {
	/** Ids of messages in unproven chatrooms, with the time at which each is forgotten. */
	readonly #heard = new Map<number, Map<string, number>>();
	/** Messages that arrived by webhook for channels with an unproven chatroom, by key. */
	readonly #delivered: ExpiringSet<string>;

	public constructor(private readonly clock: Clock) {
		this.#delivered = new ExpiringSet(RememberForMs, MaxDelivered, clock);
	}

	/** Returns the proof that a frame of an unproven chatroom gives, if any. */
	public receive({ chatroomId, event, data }: ChatroomFrame, claimants: readonly number[]): FoundProof | null {
		if (event !== 'App\\Events\\ChatMessageEvent') return null;
		const parsed = chatMessage.safeParse(data);
		if (!parsed.success) return null;
		const { id, chatroom_id, sender } = parsed.data;
		// A message that belongs to another chat proves nothing about this one.
		if ((chatroom_id ?? chatroomId) !== chatroomId) return null;
		if (claimants.includes(sender.id) && sender.identity?.badges.some(isOwnersBadge)) {
			return { chatroomId, broadcasterUserId: sender.id, provenBy: 'badge' };
		}
		const owner = claimants.find((claimant) => this.#delivered.has(messageKey(claimant, id)));
		if (owner !== undefined) return { chatroomId, broadcasterUserId: owner, provenBy: 'message' };
		this.#remember(chatroomId, id);
		return null;
	}

	/**
	 * Returns the proof that a message from a webhook gives, if any.
	 *
	 * @param chatrooms Unproven chatrooms that the channel claims.
	 * @param key Key of `messageKey`, which also identifies the channel.
	 */
	public deliver(broadcasterUserId: number, chatrooms: readonly number[], key: string): FoundProof | null {
		const chatroomId = chatrooms.find((each) =>
			[...this.#idsOf(each)].some((id) => messageKey(broadcasterUserId, id) === key)
		);
		if (chatroomId !== undefined) return { chatroomId, broadcasterUserId, provenBy: 'message' };
		if (chatrooms.length > 0) this.#delivered.add(key);
		return null;
	}

	/** Returns the message keys to look up in the log, because other processes receive webhooks too. */
	public questions(claimantsOf: (chatroomId: number) => readonly number[]): Map<string, FoundProof> {
		const questions = new Map<string, FoundProof>();
		for (const chatroomId of [...this.#heard.keys()]) {
			const claimants = claimantsOf(chatroomId);
			if (claimants.length === 0) this.#heard.delete(chatroomId);
			for (const broadcasterUserId of claimants) {
				for (const id of this.#idsOf(chatroomId)) {
					questions.set(messageKey(broadcasterUserId, id), { chatroomId, broadcasterUserId, provenBy: 'message' });
				}
			}
		}
		return questions;
	}

	#remember(chatroomId: number, id: string): void {
		const ids = this.#heard.get(chatroomId) ?? new Map<string, number>();
		this.#heard.set(chatroomId, ids);
		const now = this.clock.now();
		for (const [known, until] of ids) if (until <= now) ids.delete(known);
		// Older ids are kept, because their webhooks have had more time to arrive.
		if (ids.size < MaxHeard) ids.set(id, now + RememberForMs);
	}

	*#idsOf(chatroomId: number): Generator<string> {
		const now = this.clock.now();
		for (const [id, until] of this.#heard.get(chatroomId) ?? []) if (until > now) yield id;
	}
}

function isOwnersBadge(badge: unknown): boolean {
	return ownersBadge.safeParse(badge).success;
}
