/** 2015-01-01T00:00:00Z, where Discord's ids begin to count. */
const DiscordEpoch = 1_420_070_400_000;
const TimestampShift = 22n;

/** Makes ids as Discord does: the time in the upper bits, unique and growing. */
export class Snowflakes {
	#last = 0n;

	public next(): string {
		const now = BigInt(Date.now() - DiscordEpoch) << TimestampShift;
		this.#last = now > this.#last ? now : this.#last + 1n;
		return this.#last.toString();
	}

	/** An id in a millisecond of its own: the shard of a guild is derived from the millisecond, so guilds spread over the shards. */
	public nextGuild(): string {
		const now = BigInt(Date.now() - DiscordEpoch);
		const following = (this.#last >> TimestampShift) + 1n;
		this.#last = (now > following ? now : following) << TimestampShift;
		return this.#last.toString();
	}
}

/** The shard that a guild's events go to. */
export function shardOf(guildId: string, shardCount: number): number {
	return Number((BigInt(guildId) >> TimestampShift) % BigInt(shardCount));
}
