import type { DiscordSide } from '../discord/DiscordSide.js';
import type { Logger } from '../logger.js';
import type { RedisLink } from '../redis/RedisLink.js';
import type { LeaseRepository } from '../storage/leases/types.js';
import { Leases } from './Leases.js';
import { LeaderLease, shardLease, shardOf } from './leaseNames.js';

export interface NeighbourhoodParts {
	leases: LeaseRepository;
	discord: Pick<DiscordSide, 'shards'>;
	redis: RedisLink | null;
	logger: Logger;
	/** This process may handle more servers than before. */
	onGained: () => void;
	/** Another process stored an event for a server. */
	onWake: (guildId: string) => void;
}

const WakeChannel = 'kick:wake';
const GuildId = /^\d{1,20}$/;

/** This process among the others of the same bot: which servers it handles, and how they tell each other. */
export class Neighbourhood {
	readonly #leases: Leases;

	public constructor(private readonly parts: NeighbourhoodParts) {
		this.#leases = new Leases(parts.leases, parts.logger, () => parts.onGained());
	}

	/** Call when Discord is ready: only then the shards of this process are known. */
	public async start(): Promise<void> {
		const { ids, count } = this.parts.discord.shards();
		await Promise.all([
			this.parts.redis?.start({ [WakeChannel]: (message) => this.#hear(message) }),
			this.#leases.start([LeaderLease, ...ids.map((id) => shardLease(id, count))])
		]);
	}

	public get isLeader(): boolean {
		return this.#leases.isHeld(LeaderLease);
	}

	public owns(guildId: string): boolean {
		const { count } = this.parts.discord.shards();
		return this.#leases.isHeld(shardLease(shardOf(guildId, count), count));
	}

	/** Without Redis the owner finds it by itself within seconds. */
	public wake(guildId: string): void {
		this.parts.redis?.publish(WakeChannel, guildId);
	}

	/** Runs the work while no other process does the same; `null` when the other one was not done in time. */
	public exclusively<T>(name: string, work: () => Promise<T>): Promise<T | null> {
		return this.#leases.exclusively(name, work);
	}

	public async stop(): Promise<void> {
		await this.#leases.stop();
	}

	/** Others may write to the same Redis. */
	#hear(message: string): void {
		if (GuildId.test(message)) this.parts.onWake(message);
	}
}
