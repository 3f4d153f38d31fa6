/** Lease of the process that runs the periodic jobs: reconcile, prune and refresh tokens. */
export const LeaderLease = 'leader';

/** Returns the lease name for handling the events of a Discord shard's servers. */
export function shardLease(shardId: number, shardCount: number): string {
	return `shard:${shardId}/${shardCount}`;
}

/** Returns the shard of a server. @see https://docs.discord.com/developers/events/gateway#sharding */
export function shardOf(guildId: string, shardCount: number): number {
	return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** Returns the lease name for refreshing the tokens of a Kick account, or encrypting them with another key. */
export function refreshLease(userId: number): string {
	return `refresh:${userId}`;
}
