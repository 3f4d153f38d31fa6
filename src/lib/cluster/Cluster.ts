import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { Logger } from '../logger.js';
import type { RedisLink } from '../redis/RedisLink.js';
import type { LeaseRepository } from '../storage/repositories/LeaseRepository.js';
import { type ExclusiveWork, Leases } from './Leases.js';
import { LeaderLease, shardLease, shardOf } from './leaseNames.js';

export interface ClusterDependencies {
	leases: LeaseRepository;
	discord: Pick<DiscordInfo, 'shards'>;
	redis: RedisLink | null;
	logger: Logger;
	/** Called when this process handles more servers than before. */
	onGained: () => void;
	/** Called when this process starts to run the periodic jobs. */
	onLeading: () => void;
	/** Called when another process stored an event for a server. */
	onWake: (guildId: string) => void;
}

const WakeChannel = 'kick:wake';
const GuildId = /^\d{1,20}$/;

/** Membership of this process in the bot's cluster: the servers it handles, and notifications between processes. */
export class Cluster implements ExclusiveWork {
	readonly #leases: Leases;
	/** Leases of processes that ended without giving them back. */
	readonly #orphaned = new Set<string>();

	public constructor(private readonly dependencies: ClusterDependencies) {
		this.#leases = new Leases(dependencies.leases, dependencies.logger, (name, from) => {
			if (name === LeaderLease) return dependencies.onLeading();
			if (from === 'dead') this.#orphaned.add(name);
			else this.#orphaned.delete(name);
			dependencies.onGained();
		});
	}

	/** Joins the cluster. Call it when Discord is ready, because the shards of this process are not known before. */
	public async start(): Promise<void> {
		const { ids, count } = this.dependencies.discord.shards();
		await Promise.all([
			this.dependencies.redis?.start({ [WakeChannel]: (message) => this.#receive(message) }),
			this.#leases.start([LeaderLease, ...ids.map((id) => shardLease(id, count))])
		]);
	}

	public get isLeader(): boolean {
		return this.#leases.isHeld(LeaderLease);
	}

	/** Whether a process of the bot holds each shard of this process and the periodic jobs. */
	public get isServed(): boolean {
		return this.#leases.areAllHeld;
	}

	/** Whether this process handles the server's events. */
	public owns(guildId: string): boolean {
		return this.#leases.isHeld(this.#leaseOf(guildId));
	}

	/** Whether the server's shard is one of this process, whichever process handles its events now. */
	public hasShardOf(guildId: string): boolean {
		const { ids, count } = this.dependencies.discord.shards();
		return ids.includes(shardOf(guildId, count));
	}

	/** Whether the process that handled the server's events ended without giving it back. */
	public isOrphaned(guildId: string): boolean {
		return this.#orphaned.has(this.#leaseOf(guildId));
	}

	/** Notifies the process that handles a server. Without Redis, that process finds the event within seconds anyway. */
	public wake(guildId: string): void {
		this.dependencies.redis?.publish(WakeChannel, guildId);
	}

	public exclusively<T>(name: string, work: () => Promise<T>): Promise<T | null> {
		return this.#leases.exclusively(name, work);
	}

	public hold(name: string): void {
		this.#leases.hold(name);
	}

	public release(name: string): Promise<void> {
		return this.#leases.release(name);
	}

	public async stop(): Promise<void> {
		await this.#leases.stop();
	}

	#leaseOf(guildId: string): string {
		const { count } = this.dependencies.discord.shards();
		return shardLease(shardOf(guildId, count), count);
	}

	/** Handles a notification. Ignores anything else, because other programs may write to the same Redis. */
	#receive(message: string): void {
		if (GuildId.test(message)) this.dependencies.onWake(message);
	}
}
