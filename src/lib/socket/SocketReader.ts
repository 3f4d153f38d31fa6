import type { ShownMessages } from '../echoes/ShownMessages.js';
import type { SocketReceiver } from '../events/receiving/SocketReceiver.js';
import type { KickMetrics } from '../KickMetrics.js';
import type { ChatroomFrame, ChatroomStatus, RealtimeClient, RealtimeStatus } from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { LinkedChannel } from '../storage/repositories/linkedChannels.js';
import type { Clock } from '../time/Clock.js';
import { ChatroomProofs, type ChatroomProofsDependencies } from './ChatroomProofs.js';
import { LinkedChatrooms } from './LinkedChatrooms.js';

/** State of a Discord server's chat in the live socket, as far as this process knows. */
export interface SocketView {
	/** Whether this process reads it. If not, another process of the bot may. */
	isReadHere: boolean;
	chatroom: ChatroomStatus | null;
	/** Reason why there is no connection. */
	problem: string | null;
}

export interface SocketReaderDependencies {
	storage: ChatroomProofsDependencies['storage'];
	/** Whether this process handles the server's events. */
	owns: (guildId: string) => boolean;
	/** Creates the client, which connects when it gets chatrooms. */
	connect: (onFrame: (frame: ChatroomFrame) => void, onNotice: (text: string) => void) => SocketClient;
	receiver: Pick<SocketReceiver, 'receive'>;
	shown: ShownMessages;
	metrics: Pick<KickMetrics, 'socketFrames'>;
	logger: Logger;
	clock: Clock;
}

type SocketClient = Pick<RealtimeClient, 'setChatrooms' | 'chatroom' | 'status' | 'stop'>;

/** Maximum time until this process joins a chat that another process has linked. */
const PollEveryMs = 10_000;

/** Reads the chats of this process's servers by the live socket. Joins and leaves chats as servers link and unlink. */
export class SocketReader {
	readonly #chatrooms = new LinkedChatrooms();
	readonly #proofs: ChatroomProofs;
	readonly #client: SocketClient;
	#timer: NodeJS.Timeout | null = null;
	#refreshing: Promise<void> | null = null;
	#hasChanged = false;
	#isStopped = false;
	#isFailing = false;

	public constructor(private readonly dependencies: SocketReaderDependencies) {
		const { storage, logger, clock } = dependencies;
		this.#proofs = new ChatroomProofs({
			storage,
			chatrooms: this.#chatrooms,
			onFound: () => this.refresh(),
			logger,
			clock
		});
		this.#client = dependencies.connect(
			(frame) => this.#take(frame),
			(text) => logger.info(`[Kick] ${text}`)
		);
	}

	/** Starts to join chats in the background. */
	public start(): void {
		this.#timer = setInterval(() => this.refresh(), PollEveryMs).unref();
		this.refresh();
	}

	/** Loads the wanted chatrooms again, in the background. */
	public refresh(): void {
		if (!this.#timer || this.#isStopped) return;
		this.#hasChanged = true;
		this.#refreshing ??= this.#refresh().finally(() => {
			this.#refreshing = null;
		});
	}

	public async stop(): Promise<void> {
		this.#isStopped = true;
		if (this.#timer) clearInterval(this.#timer);
		await Promise.all([this.#client.stop(), this.#refreshing]);
	}

	public get status(): RealtimeStatus {
		return this.#client.status;
	}

	/** Whether all connections are open. */
	public get isHealthy(): boolean {
		return this.#client.status.connections.every(({ state }) => state === 'open');
	}

	/** Whether the messages of this channel's chatroom arrive now. */
	public isSubscribed(chatroomId: number, broadcasterUserId: number): boolean {
		const isIts = this.#chatrooms.belongsTo(chatroomId, broadcasterUserId);
		return isIts && this.#client.chatroom(chatroomId)?.subscribed === true;
	}

	/** Resolves to whether the socket showed this message in the last minute, or shows it within the limit. */
	public waitForEcho(messageId: string, limitMs: number): Promise<boolean> {
		return this.dependencies.shown.waitFor(messageId, limitMs);
	}

	/** Takes a chat message that arrived by webhook, because it may prove a chatroom. For `key`, see `messageKey`. */
	public deliver(broadcasterUserId: number, key: string): void {
		this.#proofs.deliver(broadcasterUserId, key);
	}

	public viewOf(guildId: string, chatroomId: number): SocketView {
		const broken = this.#client.status.connections.find(({ state }) => state !== 'open');
		return {
			isReadHere: this.dependencies.owns(guildId),
			chatroom: this.#client.chatroom(chatroomId),
			problem: broken?.lastProblem ?? null
		};
	}

	#take(frame: ChatroomFrame): void {
		const channel = this.#chatrooms.channelOf(frame.chatroomId) ?? this.#prove(frame);
		if (channel) {
			this.dependencies.receiver.receive(frame, channel).catch((error) => this.#lost(error));
			return;
		}
		const isClaimed = this.#chatrooms.claimantsOf(frame.chatroomId).length > 0;
		this.dependencies.metrics.socketFrames.inc({ outcome: isClaimed ? 'unproven' : 'ignored' });
	}

	/** Looks for a proof in a frame. A frame that proves its own chatroom is received too. */
	#prove(frame: ChatroomFrame): LinkedChannel | null {
		this.#proofs.receive(frame);
		return this.#chatrooms.channelOf(frame.chatroomId);
	}

	#lost(error: unknown): void {
		this.dependencies.logger.error('[Kick] Could not process an event of the live socket.', error);
	}

	async #refresh(): Promise<void> {
		while (this.#hasChanged && !this.#isStopped) {
			this.#hasChanged = false;
			try {
				await this.#proofs.load();
				if (!this.#isStopped) this.#client.setChatrooms(this.#chatrooms.wanted(this.dependencies.owns));
				await this.#proofs.search();
				this.#isFailing = false;
			} catch (error) {
				if (!this.#isFailing) {
					this.dependencies.logger.error('[Kick] Could not look up which chats to read. Trying again in 10 s.', error);
				}
				this.#isFailing = true;
			}
		}
	}
}
