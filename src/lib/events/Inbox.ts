import type { KickChatMessage } from '../kick/events.js';
import type { EventRepository, NewEvent } from '../storage/events/types.js';
import type { Dispatcher } from './Dispatcher.js';
import { GroupCommit } from './GroupCommit.js';
import type { GuildRoutes } from './GuildRoutes.js';

/** What is known of the bot's own messages when one of them comes back. */
interface Echoes {
	isOwn(message: KickChatMessage): boolean;
	/** Whether it may turn out as the bot's own in a moment. */
	mayBeOwn(message: KickChatMessage): boolean;
}

export interface InboxParts {
	events: Pick<EventRepository, 'insert'>;
	routes: Pick<GuildRoutes, 'guildsOf'>;
	dispatcher: Pick<Dispatcher, 'lookOrWake'>;
	echoes: Echoes;
	/** After an event that nobody has logged before was stored. */
	onStored?: (event: NewEvent) => void;
}

/** Twice as many as the live socket may have waiting, so that it never keeps webhooks out. */
const Limits = { batch: 256, waiting: 8_192 };

/** Where every event comes in, by webhook or socket: stored once, with one pending delivery for each Discord server. */
export class Inbox {
	readonly #commit: GroupCommit<NewEvent, 'inserted' | 'duplicate'>;

	public constructor(private readonly parts: InboxParts) {
		this.#commit = new GroupCommit((batch) => parts.events.insert(batch), Limits);
	}

	/**
	 * Finds the event's servers and stores it: {@link Inbox.route}, then {@link Inbox.store}.
	 *
	 * @param message What the event says, if it is a chat message.
	 * @param mayGoTo Leaves servers out. Default: none.
	 */
	public async add(
		event: NewEvent,
		message: KickChatMessage | null,
		mayGoTo?: (guildId: string) => boolean
	): Promise<'inserted' | 'duplicate'> {
		await this.route(event, message, mayGoTo);
		return this.store(event);
	}

	/** Fills in the servers that the event goes to. It is ignored where the bot itself sent it, or where there are none. */
	public async route(
		event: NewEvent,
		message: KickChatMessage | null,
		mayGoTo: (guildId: string) => boolean = () => true
	): Promise<void> {
		if (message && this.parts.echoes.isOwn(message)) {
			event.isOwn = true;
			ignore(event, OwnMessageReason);
		}
		if (event.state !== 'received') return;
		const linked = event.broadcasterUserId === null ? [] : await this.parts.routes.guildsOf(event.broadcasterUserId);
		event.guildIds = linked.filter(mayGoTo);
		if (event.guildIds.length === 0) return ignore(event, 'No Discord server is linked to this channel.');
		// The sender may be the bot, which is not a chatter.
		if (message && this.parts.echoes.mayBeOwn(message)) event.senderUserId = null;
	}

	/**
	 * Stores a routed event. Resolves when it is stored, or known to be stored already.
	 *
	 * The order of the calls is the order of the log.
	 *
	 * @throws Where it could not be stored, or too many wait.
	 */
	public async store(event: NewEvent): Promise<'inserted' | 'duplicate'> {
		const outcome = await this.#commit.add(event);
		if (outcome === 'inserted') {
			for (const guildId of event.guildIds) this.parts.dispatcher.lookOrWake(guildId);
			this.parts.onStored?.(event);
		}
		return outcome;
	}

	/** Resolves when everything received so far is stored. */
	public async drain(): Promise<void> {
		await this.#commit.drain();
	}
}

/** Why a message of the bot's is announced to nobody. */
export const OwnMessageReason = 'This bot sent the message itself.';

function ignore(event: NewEvent, reason: string): void {
	event.state = 'ignored';
	event.error = reason;
	event.senderUserId = null;
}
