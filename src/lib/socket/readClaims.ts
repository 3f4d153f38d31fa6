import type { ChatroomProof, ChatroomRepository } from '../storage/repositories/ChatroomRepository.js';
import type { LinkRepository } from '../storage/repositories/LinkRepository.js';
import type { LinkedChannel } from '../storage/repositories/linkedChannels.js';

export interface ClaimStorage {
	chatrooms: Pick<ChatroomRepository, 'list' | 'forget'>;
	links: Pick<LinkRepository, 'channels'>;
}

/**
 * Reads the claims and proofs of chatrooms, and deletes proofs that are no longer claimed by a server.
 *
 * A proof ends with the chatroom id, the channel or the link that it was for.
 *
 * Proofs are read before claims. A claim is always stored before its proof, so no claim is missing. A proof that is
 * stored meanwhile is not in the list, so it is not deleted.
 */
export async function readClaims({
	chatrooms,
	links
}: ClaimStorage): Promise<{ channels: LinkedChannel[]; proofs: ChatroomProof[] }> {
	const stored = await chatrooms.list();
	const channels = await links.channels();
	const claims = new Set(channels.map(({ broadcasterUserId, chatroomId }) => `${broadcasterUserId} ${chatroomId}`));
	const proofs: ChatroomProof[] = [];
	for (const proof of stored) {
		if (claims.has(`${proof.broadcasterUserId} ${proof.chatroomId}`)) proofs.push(proof);
		else await chatrooms.forget(proof);
	}
	return { channels, proofs };
}
