import type { ChatroomFrame } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { EventRepository } from '../storage/events/EventRepository.js';
import type { ChatroomProof, ChatroomRepository } from '../storage/repositories/ChatroomRepository.js';
import type { Clock } from '../time/Clock.js';
import { ChatroomEvidence, type FoundProof } from './ChatroomEvidence.js';
import type { LinkedChatrooms } from './LinkedChatrooms.js';
import { type ClaimStorage, readClaims } from './readClaims.js';

export interface ChatroomProofsDependencies {
	storage: ClaimStorage & {
		chatrooms: Pick<ChatroomRepository, 'prove'>;
		events: Pick<EventRepository, 'cameByWebhook'>;
	};
	chatrooms: LinkedChatrooms;
	/** Called after a proof was found here: it is to be stored by the next {@link ChatroomProofs.load}. */
	onFound: () => void;
	logger: Logger;
	clock: Clock;
}

const Texts: Record<ChatroomProof['provenBy'], string> = {
	website: "Kick's website names it",
	message: 'a message of it also came by webhook',
	badge: 'its owner wrote there'
};

/** Keeps what is proven of chatrooms: finds it in frames and webhooks, stores it, and knows what others have stored. */
export class ChatroomProofs {
	readonly #evidence: ChatroomEvidence;
	/** Found here and not stored yet. They count at once. */
	readonly #found = new Map<number, ChatroomProof>();

	public constructor(private readonly dependencies: ChatroomProofsDependencies) {
		this.#evidence = new ChatroomEvidence(dependencies.clock);
	}

	/** Stores what was found, and reads claims and proofs. */
	public async load(): Promise<void> {
		const { storage, chatrooms } = this.dependencies;
		for (const proof of this.#found.values()) {
			await storage.chatrooms.prove(proof);
			this.#found.delete(proof.chatroomId);
		}
		const { channels, proofs } = await readClaims(storage);
		// What was found meanwhile counts for a chatroom that has no stored proof.
		chatrooms.set(channels, [...proofs, ...this.#found.values()]);
	}

	/** Asks the log for webhooks that other processes have received. */
	public async search(): Promise<void> {
		const questions = this.#evidence.questions((chatroomId) => this.dependencies.chatrooms.claimantsOf(chatroomId));
		if (questions.size === 0) return;
		for (const key of await this.dependencies.storage.events.cameByWebhook([...questions.keys()])) {
			this.#take(questions.get(key) ?? null);
		}
	}

	/** Learns from a frame of a chatroom that is not proven to be anyone's. */
	public receive(frame: ChatroomFrame): void {
		const claimants = this.dependencies.chatrooms.claimantsOf(frame.chatroomId);
		if (claimants.length > 0) this.#take(this.#evidence.receive(frame, claimants));
	}

	/** Learns from a message that came by webhook; see `messageKey`. */
	public deliver(broadcasterUserId: number, key: string): void {
		const unproven = this.dependencies.chatrooms.unprovenOf(broadcasterUserId);
		if (unproven.length > 0) this.#take(this.#evidence.deliver(broadcasterUserId, unproven, key));
	}

	#take(found: FoundProof | null): void {
		if (!found || this.dependencies.chatrooms.claimantsOf(found.chatroomId).length === 0) return;
		const { broadcasterUserId, chatroomId, provenBy } = found;
		this.#found.set(chatroomId, { ...found, provenAt: new Date() });
		this.dependencies.chatrooms.prove(found);
		this.dependencies.logger.info(
			`[Kick] Chatroom ${chatroomId} is proven to be that of channel ${broadcasterUserId}: ${Texts[provenBy]}.`
		);
		this.dependencies.onFound();
	}
}
