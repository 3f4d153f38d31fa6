import { err } from '@sapphire/result';
import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { KickMetrics } from '../KickMetrics.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/Database.js';
import { Sequence } from '../time/Sequence.js';
import type { ChatSender } from './ChatSender.js';
import { resolveTarget } from './resolveTarget.js';
import type { SendOptions, SendResult } from './types.js';

export interface GuildSenderDependencies {
	database: Pick<Database, 'accounts' | 'links' | 'settings'>;
	sender: Pick<ChatSender, 'send'>;
	discord: Pick<DiscordInfo, 'guildName'>;
	metrics: Pick<KickMetrics, 'sent'>;
	logger: Logger;
}

/** Sends messages of a Discord server to the chat of its Kick channel. */
export class GuildSender {
	readonly #lookUps = new Sequence();

	public constructor(private readonly dependencies: GuildSenderDependencies) {}

	public async send(guildId: string, message: string, options: SendOptions): Promise<SendResult> {
		const { database, sender, metrics } = this.dependencies;
		// Look-ups run one after another, because a faster one would change the order of the messages.
		const target = await this.#lookUps.run(guildId, () =>
			resolveTarget(database, guildId, (reason) => this.#warn(guildId, reason))
		);
		const sent = target.isErr() ? err(target.unwrapErr()) : await sender.send(target.unwrap(), message, options);
		metrics.sent.inc({ outcome: sent.match({ ok: ({ via }) => via, err: ({ code }) => code }) });
		return sent;
	}

	/** Logs a warning in the words of the Python bot, because people search for them. */
	#warn(guildId: string, reason: string): void {
		this.dependencies.logger.warn(`[${this.dependencies.discord.guildName(guildId)}] ⚠️ ${reason}`);
	}
}
