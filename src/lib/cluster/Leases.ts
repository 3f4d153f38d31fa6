import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import type { LeaseRepository } from '../storage/repositories/LeaseRepository.js';
import { Sequence } from '../time/Sequence.js';

const LeaseMs = 10_000;
const RenewEveryMs = 3_000;
/** Safety margin, because a process that was suspended must not rely on a lease that another may hold. */
const SafetyMs = 2_000;
/** Lease for exclusive work. It is renewed while the work runs, however long Kick takes. */
const ExclusiveMs = 30_000;
const RenewExclusiveEveryMs = 10_000;
const ExclusiveWaitMs = 15_000;
const ExclusivePauseMs = 200;

/** Lock for work that only one caller of one process does at a time. */
export interface ExclusiveWork {
	/** Runs the work under the lock. Resolves to `null` when another holder does not finish in time. */
	exclusively<T>(name: string, work: () => Promise<T>): Promise<T | null>;
	/** Keeps the lock after this work ends, until {@link ExclusiveWork.release} is called. */
	hold(name: string): void;
	/** Releases a held lock when the current work ends. */
	release(name: string): Promise<void>;
}

/**
 * Leases that the database gives to one process at a time, by name.
 *
 * Wanted names are tried repeatedly. A lease that cannot be renewed ends by this process's clock before the database
 * gives it to another process.
 */
export class Leases implements ExclusiveWork {
	/** Name of this process, which other processes on this machine can read. */
	public readonly owner = `${hostname()}/${process.pid}/${randomUUID()}`;
	readonly #wanted = new Set<string>();
	readonly #heldUntil = new Map<string, number>();
	/** Latest ends of the leases that other processes hold. */
	readonly #heldByOthersUntil = new Map<string, number>();
	/** Locks that stay held after the work that took them. */
	readonly #held = new Set<string>();
	readonly #queue = new Sequence();
	#timer: NodeJS.Timeout | null = null;
	#running: Promise<void> | null = null;
	#stopped = false;

	/** @param onGained Receives `dead` when the last holder ended without releasing the lease, else `free`. */
	public constructor(
		private readonly repository: Pick<LeaseRepository, 'acquire' | 'owner' | 'release'>,
		private readonly logger: Logger,
		private readonly onGained: (name: string, from: 'free' | 'dead') => void
	) {}

	/** Tries to acquire the names at once, then keeps trying and renewing. */
	public async start(names: readonly string[]): Promise<void> {
		for (const name of names) this.#wanted.add(name);
		this.#schedule();
		await this.#renew();
	}

	public isHeld(name: string): boolean {
		return (this.#heldUntil.get(name) ?? 0) > performance.now();
	}

	/** Whether this process or another one holds each wanted name, as far as this process knows. */
	public get areAllHeld(): boolean {
		const isHeldByOthers = (name: string) => (this.#heldByOthersUntil.get(name) ?? 0) > performance.now();
		return [...this.#wanted].every((name) => this.isHeld(name) || isHeldByOthers(name));
	}

	public exclusively<T>(name: string, work: () => Promise<T>): Promise<T | null> {
		// For the database, two callers of one process are the same owner.
		return this.#queue.run(name, () => this.#exclusively(name, work));
	}

	public hold(name: string): void {
		if (this.#stopped) return;
		this.#held.add(name);
		this.#schedule();
	}

	public async release(name: string): Promise<void> {
		this.#held.delete(name);
		// A running renewal would otherwise acquire the name again after its release.
		await this.#running;
	}

	/** Releases all leases, so that another process need not wait for them to expire. */
	public async stop(): Promise<void> {
		this.#stopped = true;
		if (this.#timer) clearInterval(this.#timer);
		this.#wanted.clear();
		await this.#running;
		const names = [...this.#heldUntil.keys(), ...this.#held];
		this.#heldUntil.clear();
		this.#held.clear();
		await Promise.all(names.map((name) => this.repository.release(name, this.owner))).catch(() => undefined);
	}

	async #exclusively<T>(name: string, work: () => Promise<T>): Promise<T | null> {
		for (let waitedMs = 0; waitedMs < ExclusiveWaitMs; waitedMs += ExclusivePauseMs) {
			if (await this.#acquire(name, ExclusiveMs)) return this.#holding(name, work);
			await pause(ExclusivePauseMs);
		}
		return null;
	}

	async #holding<T>(name: string, work: () => Promise<T>): Promise<T> {
		let renewal: Promise<unknown> = Promise.resolve();
		const renew = () => {
			renewal = this.repository.acquire(name, this.owner, ExclusiveMs).catch(() => undefined);
		};
		const timer = setInterval(renew, RenewExclusiveEveryMs).unref();
		try {
			return await work();
		} finally {
			clearInterval(timer);
			// A renewal after the release would leave the name locked without a holder.
			await renewal;
			if (!this.#held.has(name)) await this.repository.release(name, this.owner).catch(() => undefined);
		}
	}

	#schedule(): void {
		this.#timer ??= setInterval(() => void this.#renew(), RenewEveryMs).unref();
	}

	#renew(): Promise<void> {
		this.#running ??= this.#renewAll().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #renewAll(): Promise<void> {
		for (const name of this.#wanted) {
			const wasHeld = this.isHeld(name);
			const until = performance.now() + LeaseMs - SafetyMs;
			try {
				const before = wasHeld ? this.owner : await this.repository.owner(name);
				if (!(await this.#acquire(name, LeaseMs))) {
					this.#heldUntil.delete(name);
					this.#heldByOthersUntil.set(name, performance.now() + LeaseMs);
				} else {
					// The lease may have expired during the request, and another process may have held it meanwhile.
					const hasLapsed = !this.isHeld(name);
					this.#heldUntil.set(name, until);
					if (hasLapsed) this.onGained(name, before === null || before === this.owner ? 'free' : 'dead');
				}
			} catch (error) {
				this.#warn(name, error);
			}
		}
		for (const name of this.#held) await this.#acquire(name, ExclusiveMs).catch((error) => this.#warn(name, error));
	}

	#warn(name: string, error: unknown): void {
		this.logger.warn(`[Kick] Could not renew the lease "${name}". Trying again in 3 s.`, error);
	}

	async #acquire(name: string, forMs: number): Promise<boolean> {
		const lease = await this.repository.acquire(name, this.owner, forMs);
		if (lease.owner === this.owner) return true;
		if (!isDeadProcess(lease.owner, forMs - lease.leftMs)) return false;
		await this.repository.release(name, lease.owner);
		return (await this.repository.acquire(name, this.owner, forMs)).owner === this.owner;
	}
}

/**
 * Whether the owner of a lease was a process of this machine that has ended. After a crash, the next process then need
 * not wait.
 *
 * @param renewedAgoMs Time since the last renewal, by the clock of the database. In a container, the new process often
 * has the id of the dead one, so a renewal since the start of this process proves that the owner is alive.
 */
export function isDeadProcess(owner: string, renewedAgoMs: number): boolean {
	const [host, pid] = owner.split('/');
	if (host !== hostname() || !pid || renewedAgoMs <= process.uptime() * 1_000) return false;
	if (Number(pid) === process.pid) return true;
	try {
		process.kill(Number(pid), 0);
		return false;
	} catch (error) {
		return Reflect.get(Object(error), 'code') === 'ESRCH';
	}
}
