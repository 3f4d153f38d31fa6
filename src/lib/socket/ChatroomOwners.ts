import { z } from 'zod';
import type { ChatroomFrame } from '../kick/index.js';
import { wireId } from '../kick/wire.js';

const ownerSpeaks = z.object({
	sender: z.object({ id: wireId, identity: z.object({ badges: z.array(z.unknown()) }) })
});
const ownersBadge = z.object({ type: z.literal('broadcaster') });

/**
 * Whose chatroom it is, learned when the owner writes in it: Kick marks that message with a badge.
 *
 * Nothing else on the socket tells, and a chatroom id may have been entered by hand.
 */
export class ChatroomOwners {
	readonly #owners = new Map<number, number>();

	/** User id of the owner; `null` while it is not known. */
	public of(chatroomId: number): number | null {
		return this.#owners.get(chatroomId) ?? null;
	}

	public learn({ chatroomId, event, data }: ChatroomFrame): void {
		if (this.#owners.has(chatroomId) || event !== 'App\\Events\\ChatMessageEvent') return;
		const parsed = ownerSpeaks.safeParse(data);
		if (!parsed.success) return;
		const { id, identity } = parsed.data.sender;
		if (identity.badges.some((badge) => ownersBadge.safeParse(badge).success)) this.#owners.set(chatroomId, id);
	}

	/** Forgets all but these. */
	public keep(chatroomIds: ReadonlySet<number>): void {
		for (const chatroomId of this.#owners.keys()) if (!chatroomIds.has(chatroomId)) this.#owners.delete(chatroomId);
	}
}
