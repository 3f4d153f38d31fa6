import { messageKey } from '../events/messageKey.js';
import type { Logger } from '../logger.js';
import type { EventRepository } from '../storage/events/EventRepository.js';
import type { InsertOutcome, LogCommit } from '../storage/events/types.js';
import type { AccountRepository } from '../storage/repositories/AccountRepository.js';
import { withTimeout } from '../time/withTimeout.js';

/** Message of this bot that Kick has accepted. */
export interface OwnMessage {
	messageId: string;
	broadcasterUserId: number;
	content: string;
	/** Whether Kick shows it as the channel's owner. Otherwise it is shown as a bot. */
	asOwner: boolean;
	/** Kick name of the bot, if known. Kick does not return the name of the app's own bot. */
	botName: string | null;
}

export interface SentMessagesDependencies {
	events: Pick<EventRepository, 'insert' | 'disown'>;
	accounts: Pick<AccountRepository, 'find'>;
	logger: Logger;
	/** Called after each commit, because each moves the end of the log. */
	onCommitted: (commit: LogCommit) => void;
	onStored: (event: { guildIds: readonly string[]; broadcasterUserId: number }) => void;
}

/** Reason in the log why the bot's own message goes to no server. */
export const OwnMessageReason = 'This bot sent the message itself.';

/** Limits the wait of a chat page. If the database is slow, the page lacks the newest sent messages. */
const SettleLimitMs = 1_000;
/** Id that Kick gives to no account. */
const NoUserId = 0;

/**
 * Writes the bot's sent messages to the log. People see them there, and no process takes an echo for a viewer's
 * message.
 *
 * A row with the message's id is enough, because the echo is then a duplicate in every process. If the echo arrived
 * first, it is withdrawn from the servers that it waits for.
 */
export class SentMessages {
	readonly #writes = new Set<Promise<void>>();

	public constructor(private readonly dependencies: SentMessagesDependencies) {}

	/** Stores a sent message. Never rejects, because this process recognises its own messages without the log. */
	public async remember(message: OwnMessage): Promise<void> {
		const writing = this.#write(message);
		this.#writes.add(writing);
		await writing;
		this.#writes.delete(writing);
	}

	/** Resolves when all earlier sent messages are in the log, after a second at most. */
	public async settled(): Promise<void> {
		if (this.#writes.size === 0) return;
		await withTimeout(Promise.all(this.#writes), SettleLimitMs, 'Sent messages were not written down').catch(
			() => undefined
		);
	}

	async #write(message: OwnMessage): Promise<void> {
		try {
			const key = messageKey(message.broadcasterUserId, message.messageId);
			if ((await this.#insert(key, message)) === 'duplicate')
				await this.dependencies.events.disown(key, OwnMessageReason);
			this.dependencies.onStored({ guildIds: [], broadcasterUserId: message.broadcasterUserId });
		} catch (error) {
			this.dependencies.logger.warn(
				'[Kick] Could not store a sent message. Another process may announce its echo.',
				error
			);
		}
	}

	async #insert(key: string, message: OwnMessage): Promise<InsertOutcome | undefined> {
		const now = new Date();
		const owner = await this.dependencies.accounts.find(message.broadcasterUserId);
		const [outcome] = await this.dependencies.events.insert(
			[
				{
					eventId: `own-${message.messageId}`,
					messageId: key,
					type: 'chat.message.sent',
					version: '1',
					source: 'bot',
					subscriptionId: null,
					broadcasterUserId: message.broadcasterUserId,
					sentAt: now,
					receivedAt: now,
					payload: JSON.stringify(bodyOf(message, owner?.username ?? String(message.broadcasterUserId), now)),
					state: 'ignored',
					error: OwnMessageReason,
					isOwn: true,
					guildId: null,
					guildIds: [],
					senderUserId: null
				}
			],
			this.dependencies.onCommitted
		);
		return outcome;
	}
}

/** Returns a payload in the format of a webhook, so that it is read like the others. */
function bodyOf({ messageId, broadcasterUserId, content, asOwner, botName }: OwnMessage, owner: string, now: Date) {
	const badge = asOwner ? { type: 'broadcaster', text: 'Broadcaster' } : { type: 'bot', text: 'Bot' };
	return {
		message_id: messageId,
		broadcaster: { user_id: broadcasterUserId, username: owner },
		sender: {
			user_id: asOwner ? broadcasterUserId : NoUserId,
			username: asOwner ? owner : (botName ?? 'bot'),
			identity: { badges: [badge] }
		},
		content,
		created_at: now.toISOString()
	};
}
