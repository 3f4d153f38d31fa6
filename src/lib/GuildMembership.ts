import type { Logger } from './logger.js';
import type { Database } from './storage/Database.js';
import type { Clock } from './time/Clock.js';

export interface GuildMembershipDependencies {
	departures: Pick<Database['departures'], 'list' | 'mark' | 'clear'>;
	links: Pick<Database['links'], 'list'>;
	/** Called when events may go to other servers than before. */
	routesChanged: () => Promise<void>;
	logger: Logger;
	clock: Clock;
}

/** Returns whether the bot is in a server, or `null` if another process knows. */
type IsPresent = (guildId: string) => boolean | null;

const FirstPauseMs = 1_000;
const MaxPauseMs = 30_000;

/**
 * Stores which Discord servers have the bot.
 *
 * The data of a server that removed the bot is deleted after 30 days, unless the bot is back.
 *
 * Writes run in the background. A failed write is repeated, after pauses of 1 to 30 seconds, until it succeeds or the
 * bot stops.
 */
export class GuildMembership {
	/** Servers that added or removed the bot, until that is stored. The latest change of a server counts. */
	readonly #changes = new Map<string, 'joined' | 'left'>();
	/** Set while the linked servers still have to be compared with those of Discord. */
	#isPresent: IsPresent | null = null;
	#running: Promise<void> | null = null;
	#failures = 0;
	#isStopped = false;
	#cancelRetry = (): void => undefined;

	public constructor(private readonly dependencies: GuildMembershipDependencies) {}

	/**
	 * Compares the stored servers with those of Discord, because some may have added or removed the bot while it was
	 * offline.
	 */
	public compare(isPresent: IsPresent): void {
		this.#isPresent = isPresent;
		this.#store();
	}

	public joined(guildId: string): void {
		this.#changes.set(guildId, 'joined');
		this.#store();
	}

	public left(guildId: string): void {
		this.#changes.set(guildId, 'left');
		this.#store();
	}

	public async stop(): Promise<void> {
		this.#isStopped = true;
		this.#cancelRetry();
		await this.#running;
	}

	#store(): void {
		if (this.#isStopped) return;
		this.#cancelRetry();
		this.#running ??= this.#storeAll().finally(() => {
			this.#running = null;
			// Stores changes that arrived at the very end. After a failure, the timer repeats the attempt.
			if (this.#failures === 0 && this.#isBehind) this.#store();
		});
	}

	get #isBehind(): boolean {
		return this.#changes.size > 0 || this.#isPresent !== null;
	}

	async #storeAll(): Promise<void> {
		try {
			while (!this.#isStopped && (await this.#storeNext()));
			if (this.#failures > 0) this.dependencies.logger.info('[Kick] Storing which servers have the bot works again.');
			this.#failures = 0;
		} catch (error) {
			this.#retryLater(error);
		}
	}

	/** Stores the known changes. Returns whether there were any. */
	async #storeNext(): Promise<boolean> {
		if (this.#isPresent) await this.#compare(this.#isPresent);
		if (this.#changes.size === 0) return false;
		for (const [guildId, change] of [...this.#changes]) {
			if (this.#isStopped) return false;
			const { departures } = this.dependencies;
			await (change === 'joined' ? departures.clear(guildId) : departures.mark(guildId, new Date()));
			if (this.#changes.get(guildId) === change) this.#changes.delete(guildId);
		}
		// Called once for all changes, because it reads the links of all servers.
		await this.dependencies.routesChanged();
		return true;
	}

	/** Finds the servers that need a write. Most have not changed. */
	async #compare(isPresent: IsPresent): Promise<void> {
		const linked = (await this.dependencies.links.list()).map(({ guildId }) => guildId);
		// A departed server without a link counts too, because its settings must not be deleted once it is back.
		const departed = new Set(await this.dependencies.departures.list());
		for (const guildId of new Set([...linked, ...departed])) {
			const isHere = isPresent(guildId);
			if (isHere !== null && isHere === departed.has(guildId)) this.#changes.set(guildId, isHere ? 'joined' : 'left');
		}
		if (this.#isPresent === isPresent) this.#isPresent = null;
	}

	/** Schedules another attempt. Logs only the first failure. */
	#retryLater(error: unknown): void {
		if (this.#failures === 0) {
			this.dependencies.logger.error(
				'[Kick] Could not store which servers have the bot. Trying again until it works.',
				error
			);
		}
		const pauseMs = Math.min(FirstPauseMs * 2 ** this.#failures, MaxPauseMs);
		this.#failures += 1;
		if (!this.#isStopped) this.#cancelRetry = this.dependencies.clock.after(pauseMs, () => this.#store());
	}
}
