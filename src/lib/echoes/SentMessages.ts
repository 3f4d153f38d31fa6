import { messageKey } from '../events/messageKey.js';
import type { Logger } from '../logger.js';
import type { EventRepository } from '../storage/events/EventRepository.js';
import type { InsertOutcome, LogCommit } from '../storage/events/types.js';
import type { AccountRepository } from '../storage/repositories/AccountRepository.js';
import { withTimeout } from '../time/withTimeout.js';

/** A message that Kick has taken from this bot. */
export interface OwnMessage {
	messageId: string;
	broadcasterUserId: number;
	content: string;
	/** Whether Kick shows it as the channel's owner, or as a bot. */
	asOwner: boolean;
	/** The bot's name on Kick, where it is known. Of the app's own bot Kick does not tell it. */
	botName: string | null;
}

export interface SentMessagesDependencies {
	events: Pick<EventRepository, 'insert' | 'disown'>;
	accounts: Pick<AccountRepository, 'find'>;
	logger: Logger;
	/** Whatever is stored moves the end of the log. */
	onCommitted: (commit: LogCommit) => void;
	onStored: (event: { guildIds: readonly string[]; broadcasterUserId: number }) => void;
}

/** Why the bot's own message goes to no server. */
export const OwnMessageReason = 'This bot sent the message itself.';

/** A page of the chat is shown without them when the database is slow. */
const SettleLimitMs = 1_000;
/** Kick gives nobody this id. */
const NobodysId = 0;

/**
 * Writes down what the bot itself has sent, so that no process takes its echo for somebody's message, and so that people see it in
 * the log.
 *
 * A row of the log with the message's id is enough: the echo is a duplicate of it then, whoever receives it. An echo that was
 * here first is taken back from the servers that it waits for.
 */
export class SentMessages {
	readonly #underWay = new Set<Promise<void>>();

	public constructor(private readonly dependencies: SentMessagesDependencies) {}

	/** Never rejects: this process knows its own messages anyhow. */
	public async remember(message: OwnMessage): Promise<void> {
		const writing = this.#write(message);
		this.#underWay.add(writing);
		await writing;
		this.#underWay.delete(writing);
	}

	/** Resolves when the messages that were sent before are in the log, after a second at most. */
	public async settled(): Promise<void> {
		if (this.#underWay.size === 0) return;
		await withTimeout(Promise.all(this.#underWay), SettleLimitMs, 'Sent messages were not written down').catch(
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
				'[Kick] A sent message could not be written down; another process may take its echo for news.',
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

/** As a webhook has it, so that it is read like the others. */
function bodyOf({ messageId, broadcasterUserId, content, asOwner, botName }: OwnMessage, owner: string, now: Date) {
	const badge = asOwner ? { type: 'broadcaster', text: 'Broadcaster' } : { type: 'bot', text: 'Bot' };
	return {
		message_id: messageId,
		broadcaster: { user_id: broadcasterUserId, username: owner },
		sender: {
			user_id: asOwner ? broadcasterUserId : NobodysId,
			username: asOwner ? owner : (botName ?? 'bot'),
			identity: { badges: [badge] }
		},
		content,
		created_at: now.toISOString()
	};
}
