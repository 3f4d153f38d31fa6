/** 2015-01-01T00:00:00Z, the time that Discord's ids count from. */
const DiscordEpoch = 1_420_070_400_000;
const TimestampShift = 22n;

/** Generates ids in Discord's format: unique and increasing, with the time in the upper bits. */
export class Snowflakes {
	#last = 0n;

	public next(): string {
		const now = BigInt(Date.now() - DiscordEpoch) << TimestampShift;
		this.#last = now > this.#last ? now : this.#last + 1n;
		return this.#last.toString();
	}

	/**
	 * Returns an id with a millisecond of its own. The shard of a guild is derived from the millisecond, so guilds are
	 * spread over the shards.
	 */
	public nextGuild(): string {
		const now = BigInt(Date.now() - DiscordEpoch);
		const following = (this.#last >> TimestampShift) + 1n;
		this.#last = (now > following ? now : following) << TimestampShift;
		return this.#last.toString();
	}
}

/** Returns the shard that gets a guild's events. */
export function shardOf(guildId: string, shardCount: number): number {
	return Number((BigInt(guildId) >> TimestampShift) % BigInt(shardCount));
}
