import { type Awaitable, andThen } from '../../awaitable.js';
import type { KickChatMessage } from '../../kick/events/index.js';
import type { EventRepository } from '../../storage/events/EventRepository.js';
import { isForServer } from '../../storage/events/isForServer.js';
import type { InsertOutcome, NewEvent } from '../../storage/events/types.js';
import type { Dispatcher } from '../consumers/Dispatcher.js';
import { rememberParsed } from '../consumers/parseStoredEvent.js';
import { GroupCommit } from '../GroupCommit.js';
import type { GuildRoutes } from './GuildRoutes.js';

/** What is known of the bot's own messages when one of them comes back. */
interface Echoes {
	isOwn(message: KickChatMessage): boolean;
	/** Whether it may turn out as the bot's own in a moment. */
	mayBeOwn(message: KickChatMessage): boolean;
}

export interface InboxDependencies {
	events: Pick<EventRepository, 'insert'>;
	routes: Pick<GuildRoutes, 'guildsOf' | 'version'>;
	dispatcher: Pick<Dispatcher, 'stored'>;
	echoes: Echoes;
	/** After an event that nobody has logged before was stored. */
	onStored?: (event: NewEvent) => void;
}

/** Twice as many as the live socket may have waiting, so that it never keeps webhooks out. */
const Limits = { batch: 256, waiting: 8_192 };

/** Where every event comes in, by webhook or socket: stored once, whatever the number of its Discord servers. */
export class Inbox {
	readonly #commit: GroupCommit<NewEvent, 'inserted' | 'duplicate'>;

	public constructor(private readonly dependencies: InboxDependencies) {
		this.#commit = new GroupCommit((batch) => this.#insert(batch), Limits);
	}

	/**
	 * Finds the servers that the event goes to, which then have cursors. It is ignored where the bot itself sent it, or where there are
	 * none.
	 */
	public route(event: NewEvent, message: KickChatMessage | null): Awaitable<void> {
		if (message) rememberParsed(event, { event: message, type: 'chat.message.sent' });
		if (message && this.dependencies.echoes.isOwn(message)) {
			event.isOwn = true;
			ignore(event, OwnMessageReason);
		}
		if (event.state !== 'received') return;
		if (event.broadcasterUserId === null) return this.#routeTo([], event, message);
		return andThen(this.dependencies.routes.guildsOf(event.broadcasterUserId), (linked) =>
			this.#routeTo(linked, event, message)
		);
	}

	/**
	 * Stores a routed event. Resolves when it is stored, or known to be stored already.
	 *
	 * The order of the calls is the order of the log.
	 *
	 * @throws Where it could not be stored, or too many wait.
	 */
	public store(event: NewEvent): Promise<'inserted' | 'duplicate'> {
		return this.#commit.add(event);
	}

	/** Resolves when everything received so far is stored. */
	public async drain(): Promise<void> {
		await this.#commit.drain();
	}

	#routeTo(linked: Iterable<string>, event: NewEvent, message: KickChatMessage | null): void {
		event.routedAt = this.dependencies.routes.version;
		event.guildIds = [...linked].filter((guildId) => isForServer(event, guildId));
		if (event.guildIds.length === 0) ignore(event, 'No Discord server is linked to this channel.');
		// The sender may be the bot, which is not a chatter.
		else if (message && this.dependencies.echoes.mayBeOwn(message)) event.senderUserId = null;
	}

	async #insert(batch: readonly NewEvent[]): Promise<InsertOutcome[]> {
		const { events, dispatcher } = this.dependencies;
		const outcomes = await events.insert(batch, (commit) => dispatcher.stored(commit));
		return batch.map((event, index) => this.#report(event, outcomes[index] as InsertOutcome));
	}

	/** What is thrown fails this event alone. */
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

/** Why a message of the bot's is announced to nobody. */
export const OwnMessageReason = 'This bot sent the message itself.';

function ignore(event: NewEvent, reason: string): void {
	event.state = 'ignored';
	event.error = reason;
	event.senderUserId = null;
}
