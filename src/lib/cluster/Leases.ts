import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../logger.js';
import type { LeaseRepository } from '../storage/repositories/LeaseRepository.js';
import { Sequence } from '../time/Sequence.js';

const LeaseMs = 10_000;
const RenewEveryMs = 3_000;
/** A process that was asleep must not believe in a lease that another one may hold by now. */
const SafetyMs = 2_000;
/** Renewed while the work runs, however long Kick takes. */
const ExclusiveMs = 30_000;
const RenewExclusiveEveryMs = 10_000;
const ExclusiveWaitMs = 15_000;
const ExclusivePauseMs = 200;

/** Work that one process at a time does, and in it one caller at a time. */
export interface ExclusiveWork {
	/** Runs the work while no other process does the same. `null`: the other one was not done in time. */
	exclusively<T>(name: string, work: () => Promise<T>): Promise<T | null>;
	/** Called by such work: its name stays with this process afterwards, until a later work lets go of it. */
	keep(name: string): void;
	letGo(name: string): Promise<void>;
}

/**
 * What this process alone may do, agreed upon by the database: at most one holder of a name at a time.
 *
 * Wanted names are tried for again and again; a lease that cannot be renewed is lost by the clock of this process before
 * the database gives it to another.
 */
export class Leases implements ExclusiveWork {
	/** Who we are, for other processes on this machine, too. */
	public readonly owner = `${hostname()}/${process.pid}/${randomUUID()}`;
	readonly #wanted = new Set<string>();
	readonly #heldUntil = new Map<string, number>();
	/** Until when the leases of other processes last, at most. */
	readonly #heldByOthersUntil = new Map<string, number>();
	readonly #kept = new Set<string>();
	readonly #turns = new Sequence();
	#timer: NodeJS.Timeout | null = null;
	#running: Promise<void> | null = null;
	#stopped = false;

	/** @param onGained Also hears whether the name was free, or of a process that ended without giving it back. */
	public constructor(
		private readonly repository: Pick<LeaseRepository, 'acquire' | 'owner' | 'release'>,
		private readonly logger: Logger,
		private readonly onGained: (name: string, from: 'free' | 'dead') => void
	) {}

	/** Tries at once, and goes on trying and renewing. */
	public async start(names: readonly string[]): Promise<void> {
		for (const name of names) this.#wanted.add(name);
		this.#schedule();
		await this.#renew();
	}

	public isHeld(name: string): boolean {
		return (this.#heldUntil.get(name) ?? 0) > performance.now();
	}

	/** Whether each wanted name is held, by this process or another one, as far as is known. */
	public get areAllHeld(): boolean {
		const isHeldByOthers = (name: string) => (this.#heldByOthersUntil.get(name) ?? 0) > performance.now();
		return [...this.#wanted].every((name) => this.isHeld(name) || isHeldByOthers(name));
	}

	public exclusively<T>(name: string, work: () => Promise<T>): Promise<T | null> {
		// The database does not tell two callers of one process apart.
		return this.#turns.run(name, () => this.#exclusively(name, work));
	}

	public keep(name: string): void {
		if (this.#stopped) return;
		this.#kept.add(name);
		this.#schedule();
	}

	public async letGo(name: string): Promise<void> {
		this.#kept.delete(name);
		// A renewal that is under way would take the name again after it was given back.
		await this.#running;
	}

	/** Gives everything back, so that another process need not wait for the end of the leases. */
	public async stop(): Promise<void> {
		this.#stopped = true;
		if (this.#timer) clearInterval(this.#timer);
		this.#wanted.clear();
		await this.#running;
		const held = [...this.#heldUntil.keys(), ...this.#kept];
		this.#heldUntil.clear();
		this.#kept.clear();
		await Promise.all(held.map((name) => this.repository.release(name, this.owner))).catch(() => undefined);
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
			// A renewal that comes after the release would hold the name for nobody.
			await renewal;
			if (!this.#kept.has(name)) await this.repository.release(name, this.owner).catch(() => undefined);
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
					// It may have ended while the database was asked: others may have had it, or thought so.
					const hasLapsed = !this.isHeld(name);
					this.#heldUntil.set(name, until);
					if (hasLapsed) this.onGained(name, before === null || before === this.owner ? 'free' : 'dead');
				}
			} catch (error) {
				this.#warn(name, error);
			}
		}
		for (const name of this.#kept) await this.#acquire(name, ExclusiveMs).catch((error) => this.#warn(name, error));
	}

	#warn(name: string, error: unknown): void {
		this.logger.warn(`[Kick] The lease "${name}" could not be renewed; tried again in 3 s.`, error);
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
 * Whether a lease's owner was a process of this machine that is gone: after a crash nobody has to wait then.
 *
 * @param renewedAgoMs By the clock of the database. In a container the new process often has the id of the dead one; but no
 * process of that id has renewed anything since this one started.
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
