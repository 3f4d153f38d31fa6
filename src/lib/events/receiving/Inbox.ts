import { type Awaitable, andThen } from '../../awaitable.js';
import { OwnMessageReason } from '../../echoes/SentMessages.js';
import type { KickChatMessage } from '../../kick/events/index.js';
import type { EventRepository } from '../../storage/events/EventRepository.js';
import { isForServer } from '../../storage/events/isForServer.js';
import type { InsertOutcome, NewEvent } from '../../storage/events/types.js';
import type { Dispatcher } from '../consumers/Dispatcher.js';
import { rememberParsed } from '../consumers/parseStoredEvent.js';
import { GroupCommit } from '../GroupCommit.js';
import type { GuildRoutes } from './GuildRoutes.js';

/** Recognizes the bot's own messages when they come back from Kick. */
interface Echoes {
	isOwn(message: KickChatMessage): boolean;
	/** Whether the message may prove to be the bot's own in a moment. */
	mayBeOwn(message: KickChatMessage): boolean;
}

export interface InboxDependencies {
	events: Pick<EventRepository, 'insert'>;
	routes: Pick<GuildRoutes, 'guildsOf' | 'version'>;
	dispatcher: Pick<Dispatcher, 'stored'>;
	echoes: Echoes;
	/** Called after an event was stored that was not in the log before. */
	onStored?: (event: NewEvent) => void;
}

/** Received event before its servers are known. */
export type ReceivedEvent = Omit<NewEvent, 'guildIds' | 'isOwn' | 'routedAt'>;

/** Twice as many as the live socket may have waiting, so that socket events never keep webhooks out. */
const Limits = { batch: 256, waiting: 8_192 };

/**
 * Entry point of all events, from webhooks and the live socket. Each is stored once, whatever the number of its Discord
 * servers.
 */
export class Inbox {
	readonly #commit: GroupCommit<NewEvent, 'inserted' | 'duplicate'>;

	public constructor(private readonly dependencies: InboxDependencies) {
		this.#commit = new GroupCommit((batch) => this.#insert(batch), Limits);
	}

	/**
	 * Finds the servers that receive the event. They have cursors then. An event is ignored if the bot sent it, or if no
	 * server receives it.
	 */
	public route(event: ReceivedEvent, message: KickChatMessage | null): Awaitable<NewEvent> {
		const { echoes, routes } = this.dependencies;
		if (message && echoes.isOwn(message)) {
			return withMessage({ ...event, ...ignored(OwnMessageReason), isOwn: true }, message);
		}
		if (event.state !== 'received') return withMessage({ ...event, guildIds: [] }, message);
		if (event.broadcasterUserId === null) return this.#routeTo([], event, message);
		return andThen(routes.guildsOf(event.broadcasterUserId), (linked) => this.#routeTo(linked, event, message));
	}

	/**
	 * Stores a routed event. Resolves when it is stored, or known to be stored already.
	 *
	 * The order of the calls is the order of the log.
	 *
	 * @throws If the event could not be stored, or if too many wait.
	 */
	public store(event: NewEvent): Promise<'inserted' | 'duplicate'> {
		return this.#commit.add(event);
	}

	/** Resolves when everything received so far is stored. */
	public async drain(): Promise<void> {
		await this.#commit.drain();
	}

	#routeTo(linked: Iterable<string>, event: ReceivedEvent, message: KickChatMessage | null): NewEvent {
		const routedAt = this.dependencies.routes.version;
		const guildIds = [...linked].filter((guildId) => isForServer(event, guildId));
		if (guildIds.length === 0) {
			return withMessage({ ...event, ...ignored('No Discord server is linked to this channel.'), routedAt }, message);
		}
		// The sender may be the bot, which is not a chatter.
		const mayBeOwn = message !== null && this.dependencies.echoes.mayBeOwn(message);
		return withMessage({ ...event, routedAt, guildIds, senderUserId: mayBeOwn ? null : event.senderUserId }, message);
	}

	async #insert(batch: readonly NewEvent[]): Promise<InsertOutcome[]> {
		const { events, dispatcher } = this.dependencies;
		const outcomes = await events.insert(batch, (commit) => dispatcher.stored(commit));
		return batch.map((event, index) => this.#report(event, outcomes[index] as InsertOutcome));
	}

	/** Reports a stored event. An error in `onStored` fails this event alone. */
	#report(event: NewEvent, outcome: InsertOutcome): InsertOutcome {
		if (outcome !== 'inserted' || !this.dependencies.onStored) return outcome;
		try {
			this.dependencies.onStored(event);
			return outcome;
		} catch (error) {
			return error instanceof Error ? error : new Error(String(error));
		}
	}
}

function ignored(reason: string) {
	return { state: 'ignored', error: reason, senderUserId: null, guildIds: [] } as const;
}

/** Remembers the parsed message, so that the queues need not parse the event. */
function withMessage(event: NewEvent, message: KickChatMessage | null): NewEvent {
	if (message) rememberParsed(event, { event: message, type: 'chat.message.sent' });
	return event;
}
