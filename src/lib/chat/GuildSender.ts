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

/** Sends what a Discord server says into the chat of its channel. */
export class GuildSender {
	readonly #lookUps = new Sequence();

	public constructor(private readonly dependencies: GuildSenderDependencies) {}

	public async send(guildId: string, message: string, options: SendOptions): Promise<SendResult> {
		const { database, sender, metrics } = this.dependencies;
		// One look-up may be faster than the one before: messages keep the order of their calls all the same.
		const target = await this.#lookUps.run(guildId, () =>
			resolveTarget(database, guildId, (reason) => this.#warn(guildId, reason))
		);
		const sent = target.isErr() ? err(target.unwrapErr()) : await sender.send(target.unwrap(), message, options);
		metrics.sent.inc({ outcome: sent.match({ ok: ({ via }) => via, err: ({ code }) => code }) });
		return sent;
	}

	/** In the words of the seed, which people search for. */
	#warn(guildId: string, reason: string): void {
		this.dependencies.logger.warn(`[${this.dependencies.discord.guildName(guildId)}] ⚠️ ${reason}`);
	}
}
