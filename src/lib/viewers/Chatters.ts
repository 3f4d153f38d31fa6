import { err, ok, type Result } from '@sapphire/result';
import type { KickError } from '../kick/errors.js';
import { type DatabaseOf, readableChannel } from '../settings/ownChannel.js';
import type { Chatter } from '../storage/chatters/ChatterRepository.js';

export interface RecentChattersOptions {
	/** Maximum age of the last message, in milliseconds. At most 30 days are kept. @default 3600000, one hour */
	withinMs?: number;
	/** Maximum number of chatters, up to 500. @default 50 */
	limit?: number;
}

const Defaults = { withinMs: 60 * 60_000, limit: 50 };
const MaxChatters = 500;

/** Chatters in the Kick chat of a Discord server, available as `container.kick.chatters`. */
export class Chatters {
	/** @internal */
	public constructor(
		private readonly databaseOf: DatabaseOf,
		/** Counts messages that were stored in the last second. */
		private readonly catchUp: () => Promise<void>
	) {}

	/**
	 * Returns the recent chatters, newest first.
	 *
	 * @returns An error with `not_configured`, `not_linked`, `channel_not_synced` or `wrong_account` when the server has
	 * no chat to read. A chat can only be read while the channel's owner has linked it there.
	 * @example
	 * ```typescript
	 * const recent = await container.kick.chatters.recent(guildId, { withinMs: 10 * 60_000 });
	 * recent.inspect((chatters) => console.log(chatters.map(({ username }) => username).join(', ')));
	 * ```
	 */
	public async recent(guildId: string, options: RecentChattersOptions = {}): Promise<Result<Chatter[], KickError>> {
		const channel = await readableChannel(this.databaseOf, guildId);
		if (channel.isErr()) return err(channel.unwrapErr());
		const { database, broadcasterUserId } = channel.unwrap();
		await this.catchUp();
		const { withinMs, limit } = { ...Defaults, ...options };
		// There are no messages before 1970, and a very early time is out of the range of `Date`.
		const since = new Date(Math.max(Date.now() - withinMs, 0));
		const count = Math.min(Math.max(Math.trunc(limit), 0), MaxChatters);
		return ok(await database.chatters.recent(broadcasterUserId, since, count));
	}
}
