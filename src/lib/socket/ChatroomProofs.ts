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
	/** Called after a proof was found. The next {@link ChatroomProofs.load} stores it. */
	onFound: () => void;
	logger: Logger;
	clock: Clock;
}

const Texts: Record<ChatroomProof['provenBy'], string> = {
	website: "Kick's website names it",
	message: 'a message of it also came by webhook',
	badge: 'its owner wrote there'
};

/** Proofs of chatrooms. Finds them in frames and webhooks, stores them, and loads those of other processes. */
export class ChatroomProofs {
	readonly #evidence: ChatroomEvidence;
	/** Proofs that were found here and are not stored yet. They already count. */
	readonly #found = new Map<number, ChatroomProof>();

	public constructor(private readonly dependencies: ChatroomProofsDependencies) {
		this.#evidence = new ChatroomEvidence(dependencies.clock);
	}

	/** Stores the found proofs, then reads all claims and proofs. */
	public async load(): Promise<void> {
		const { storage, chatrooms } = this.dependencies;
		for (const proof of this.#found.values()) {
			await storage.chatrooms.prove(proof);
			this.#found.delete(proof.chatroomId);
		}
		const { channels, proofs } = await readClaims(storage);
		// A proof that was found meanwhile counts if the chatroom has no stored proof.
		chatrooms.set(channels, [...proofs, ...this.#found.values()]);
	}

	/** Looks in the log for webhooks that other processes have received. */
	public async search(): Promise<void> {
		const questions = this.#evidence.questions((chatroomId) => this.dependencies.chatrooms.claimantsOf(chatroomId));
		if (questions.size === 0) return;
		for (const key of await this.dependencies.storage.events.cameByWebhook([...questions.keys()])) {
			this.#take(questions.get(key) ?? null);
		}
	}

	/** Looks for a proof in a frame of an unproven chatroom. */
	public receive(frame: ChatroomFrame): void {
		const claimants = this.dependencies.chatrooms.claimantsOf(frame.chatroomId);
		if (claimants.length > 0) this.#take(this.#evidence.receive(frame, claimants));
	}

	/** Looks for a proof in a message that arrived by webhook. For `key`, see `messageKey`. */
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
