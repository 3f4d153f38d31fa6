import { ulid } from 'ulid';
import type { Logger } from '../logger.js';
import type { EventRepository } from '../storage/types.js';
import { OwnMessageReason } from './Inbox.js';
import { messageKey } from './messageKey.js';

/**
 * Writes down what the bot itself has sent, so that no process takes its echo for somebody's message.
 *
 * A row of the log with the message's id is enough: the echo is a duplicate of it then, whoever receives it. An echo that was
 * here first is taken back from the servers that it waits for.
 */
export class OwnMessages {
	public constructor(
		private readonly events: Pick<EventRepository, 'insert' | 'disown'>,
		private readonly logger: Logger
	) {}

	/** Never rejects: this process knows its own messages anyhow. */
	public async remember(broadcasterUserId: number, messageId: string): Promise<void> {
		try {
			const key = messageKey(broadcasterUserId, messageId);
			if ((await this.#insert(key, messageId)) === 'duplicate') await this.events.disown(key, OwnMessageReason);
		} catch (error) {
			this.logger.warn(
				'[Kick] A sent message could not be written down; another process may take its echo for news.',
				error
			);
		}
	}

	async #insert(key: string, messageId: string): Promise<'inserted' | 'duplicate' | undefined> {
		const now = new Date();
		const [outcome] = await this.events.insert([
			{
				id: ulid(now.getTime()),
				eventId: `own-${messageId}`,
				messageId: key,
				type: 'chat.message.sent',
				version: '1',
				source: 'bot',
				subscriptionId: null,
				// Not an event of the channel: nothing was delivered.
				broadcasterUserId: null,
				sentAt: now,
				receivedAt: now,
				payload: '{}',
				state: 'ignored',
				error: OwnMessageReason,
				guildIds: [],
				chatter: null
			}
		]);
		return outcome;
	}
}
