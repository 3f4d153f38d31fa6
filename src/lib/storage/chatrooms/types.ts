/**
 * How it became known whose a chatroom is. `website`: Kick's website names it for the channel. `message`: a message of it also
 * came by webhook for the channel. `badge`: the owner of the channel wrote there with the owner's badge.
 */
export type ChatroomEvidenceKind = 'website' | 'message' | 'badge';

/** Proof that a chatroom is that of a channel. Without one, a chatroom id is no more than a claim. */
export interface ChatroomProof {
	chatroomId: number;
	/** Kick user id of the channel's owner. */
	broadcasterUserId: number;
	provenBy: ChatroomEvidenceKind;
	provenAt: Date;
}
