import type { RowSource } from '../direct/rowSources.js';
import type { PrismaClient } from '../prisma.js';

/**
 * Evidence for the owner of a chatroom.
 *
 * - `website`: Kick's website names the chatroom for the channel.
 * - `message`: a message of the chatroom also arrived by webhook for the channel.
 * - `badge`: the owner of the channel wrote there with the owner's badge.
 */
type ChatroomEvidenceKind = 'website' | 'message' | 'badge';

/** Proof that a chatroom belongs to a channel. Without one, a chatroom id is only a claim. */
export interface ChatroomProof {
	chatroomId: number;
	/** Kick user id of the channel's owner. */
	broadcasterUserId: number;
	provenBy: ChatroomEvidenceKind;
	provenAt: Date;
}

type ChatroomRecord = Awaited<ReturnType<PrismaClient['kickChatroom']['findUniqueOrThrow']>>;

/** Chatrooms by id. Each has one owner, whichever servers claim it. */
export class ChatroomRepository {
	readonly #prisma: PrismaClient;
	readonly #rowSource: RowSource;

	public constructor(prisma: PrismaClient, rowSource: RowSource) {
		this.#prisma = prisma;
		this.#rowSource = rowSource;
	}

	public async list(): Promise<ChatroomProof[]> {
		return (await this.#prisma.kickChatroom.findMany({ orderBy: { chatroomId: 'asc' } })).map(toProof);
	}

	public async find(chatroomId: number): Promise<ChatroomProof | null> {
		const record = await this.#prisma.kickChatroom.findUnique({ where: { chatroomId } });
		return record && toProof(record);
	}

	/**
	 * Stores a proof. The first proof of a chatroom stays, but one by Kick's website replaces any other.
	 *
	 * Runs as one statement, because two processes may find proofs at once.
	 */
	public async prove({ chatroomId, broadcasterUserId, provenBy, provenAt }: ChatroomProof): Promise<void> {
		const row = [BigInt(chatroomId), BigInt(broadcasterUserId), provenBy, provenAt];
		await this.#prisma.$executeRaw`
			INSERT INTO kick_chatrooms (chatroom_id, broadcaster_user_id, proven_by, proven_at)
			${this.#rowSource(Columns, [row])}
			ON CONFLICT (chatroom_id) DO UPDATE SET
				broadcaster_user_id = excluded.broadcaster_user_id,
				proven_by = excluded.proven_by,
				proven_at = excluded.proven_at
			WHERE excluded.proven_by = 'website'`;
	}

	/** Deletes this proof, but not a newer one. */
	public async forget({ chatroomId, broadcasterUserId, provenAt }: ChatroomProof): Promise<void> {
		await this.#prisma.kickChatroom.deleteMany({ where: { chatroomId, broadcasterUserId, provenAt } });
	}
}

const Columns = {
	chatroom_id: 'number',
	broadcaster_user_id: 'number',
	proven_by: 'text',
	proven_at: 'time'
} as const;

function toProof({ chatroomId, broadcasterUserId, provenBy, provenAt }: ChatroomRecord): ChatroomProof {
	return {
		chatroomId: Number(chatroomId),
		broadcasterUserId: Number(broadcasterUserId),
		provenBy: provenBy as ChatroomEvidenceKind,
		provenAt
	};
}
