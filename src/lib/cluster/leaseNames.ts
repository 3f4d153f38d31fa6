/** The process that reconciles, prunes and keeps tokens alive. */
export const LeaderLease = 'leader';

/** The right to handle the events of a Discord shard's servers. */
export function shardLease(shardId: number, shardCount: number): string {
	return `shard:${shardId}/${shardCount}`;
}

/** Discord's rule for which shard a server belongs to. */
export function shardOf(guildId: string, shardCount: number): number {
	return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** The right to renew the tokens of a Kick account, or to encrypt them with another key. */
export function refreshLease(userId: number): string {
	return `refresh:${userId}`;
}
