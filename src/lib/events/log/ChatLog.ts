import type { KickChatMessage, KickEmote } from '../../kick/events/index.js';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import type { EventRow } from '../../storage/events/types.js';
import { ExpiringCache } from '../../time/ExpiringCache.js';
import { parseStoredEvent } from '../consumers/parseStoredEvent.js';
import type { GuildLogAccess } from './GuildLogAccess.js';
import type { FollowOptions, LiveLog } from './LiveLog.js';
import { type LogEntry, toLogEntry } from './LogEntry.js';
import { mostUsedEmotes } from './mostUsedEmotes.js';

/** Message of a channel's chat. */
export interface ChatLine {
	/** Id in the log, for `afterId`. */
	id: string;
	message: KickChatMessage;
	/** Source of its first arrival. `bot`: this bot stored it before its echo came. */
	source: EventRow['source'];
	/** Whether this bot sent it, whatever the source. */
	isOwn: boolean;
	receivedAt: Date;
}

/**
 * Update of a followed chat.
 *
 * `line`: a new message. `changed`: one that proved to be the bot's own, possibly after a `line`.
 * `gap`: some messages were left out, and the chat has to be read again.
 */
export type ChatUpdate = { kind: 'line' | 'changed'; line: ChatLine } | { kind: 'gap' };

const MaxLines = 500;
const DefaultLines = 50;
/** Number of messages in which emotes are counted. */
const EmoteMessages = 2_000;
const MaxEmotes = 60;
const RememberEmotesMs = 60_000;
const MaxRememberedChannels = 100;

export interface ChatLogDependencies {
	log: Pick<EventLogRepository, 'chat' | 'find'>;
	access: GuildLogAccess;
	live: LiveLog;
	/** Resolves when the messages that this process sent are in the log. */
	ownMessagesStored: () => Promise<void>;
}

/** Chat of a server's channel, read from the event log. */
export class ChatLog {
	readonly #emotes = new ExpiringCache<number, KickEmote[]>(RememberEmotesMs, MaxRememberedChannels);

	public constructor(private readonly dependencies: ChatLogDependencies) {}

	/** Reads the last messages, oldest first. Empty if the server has linked no channel. */
	public async recent(guildId: string, limit = DefaultLines): Promise<ChatLine[]> {
		const scope = await this.dependencies.access.of(guildId);
		if (!scope || scope.broadcasterUserId === null) return [];
		const wanted = Math.min(Math.max(Math.trunc(limit) || DefaultLines, 1), MaxLines);
		// The sender of a message expects to see it as soon as Kick has it.
		await this.dependencies.ownMessagesStored();
		const rows = await this.dependencies.log.chat(scope.broadcasterUserId, wanted);
		return rows.reverse().flatMap((row) => toLine(row) ?? []);
	}

	/** Finds a message of the server's current channel by its id in the log. */
	public async find(guildId: string, id: string): Promise<ChatLine | null> {
		const event = await this.dependencies.log.find(id);
		if (!event || event.id !== id || !isChat(toLogEntry(event))) return null;
		return (await this.#mayRead(guildId, event)) ? toLine(event) : null;
	}

	/**
	 * Returns the emotes of the newest messages, most used first. Requests within a minute share an answer, because it
	 * takes reading many messages.
	 */
	public async emotes(guildId: string): Promise<KickEmote[]> {
		const channel = (await this.dependencies.access.channelOf(guildId)).unwrapOr(null);
		if (channel === null) return [];
		return this.#emotes.get(channel, async () => {
			const rows = await this.dependencies.log.chat(channel, EmoteMessages);
			return mostUsedEmotes(rows, MaxEmotes);
		});
	}

	/** Yields each message as it arrives, and again if it proves to be the bot's own. */
	public async *follow(guildId: string, options: FollowOptions = {}): AsyncGenerator<ChatUpdate, void, undefined> {
		for await (const update of this.dependencies.live.follow(guildId, options)) {
			if (update.kind === 'gap') {
				yield update;
				continue;
			}
			const { entry, kind } = update;
			if (!isChat(entry) || (kind === 'changed' && !entry.isOwn)) continue;
			const event = await this.dependencies.log.find(entry.id);
			const line = event && (await this.#mayRead(guildId, event)) ? toLine(event) : null;
			if (line) yield { kind: kind === 'new' ? 'line' : 'changed', line };
		}
	}

	/**
	 * Returns whether the message is from the server's current channel. The log also has events of channels that the
	 * server has unlinked or replaced.
	 */
	async #mayRead(guildId: string, { broadcasterUserId }: Pick<EventRow, 'broadcasterUserId'>): Promise<boolean> {
		const channel = await this.dependencies.access.channelOf(guildId);
		return channel.isOkAnd((ownId) => ownId === broadcasterUserId);
	}
}

function isChat({ type, state, isTest }: LogEntry): boolean {
	return type === 'chat.message.sent' && state !== 'duplicate' && state !== 'unreadable' && !isTest;
}

/** Returns `null` for a row that this version can't read. */
function toLine(row: Omit<EventRow, 'state'>): ChatLine | null {
	const parsed = parseStoredEvent(row);
	if (!parsed) return null;
	const { id, source, isOwn, receivedAt } = row;
	return { id, message: parsed.event as KickChatMessage, source, isOwn, receivedAt };
}
