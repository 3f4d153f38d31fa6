import { ulid } from 'ulid';
import type { Logger } from '../logger.js';
import type { EventRepository } from '../storage/types.js';

/**
 * Writes down what the bot itself has sent, so that no process takes its echo for somebody's message.
 *
 * A row of the log with the message's id is enough: the echo is a duplicate of it then, whoever receives it.
 */
export class OwnMessages {
	public constructor(
		private readonly events: Pick<EventRepository, 'insert'>,
		private readonly logger: Logger
	) {}

	/** Never rejects: this process knows its own messages anyhow. */
	public async remember(messageId: string): Promise<void> {
		try {
			await this.#insert(messageId);
		} catch (error) {
			this.logger.warn(
				'[Kick] A sent message could not be written down; another process may take its echo for news.',
				error
			);
		}
	}

	async #insert(messageId: string): Promise<void> {
		const now = new Date();
		await this.events.insert([
			{
				id: ulid(now.getTime()),
				eventId: `own-${messageId}`,
				messageId,
				type: 'chat.message.sent',
				version: '1',
				source: 'webhook',
				subscriptionId: null,
				// Not an event of the channel: nothing was delivered.
				broadcasterUserId: null,
				sentAt: now,
				receivedAt: now,
				payload: '{}',
				state: 'ignored',
				error: 'This bot sent the message itself.',
				guildIds: [],
				chatter: null
			}
		]);
	}
}
