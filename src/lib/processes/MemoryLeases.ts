import type { LeaseRepository } from '../storage/types.js';

/** Stands in until the storage has its table. */
export class MemoryLeases implements LeaseRepository {
	readonly #leases = new Map<string, { owner: string; expiresAt: Date }>();

	public async acquire(name: string, owner: string, forMs: number): Promise<{ owner: string; expiresAt: Date }> {
		const lease = this.#leases.get(name);
		if (lease && lease.owner !== owner && lease.expiresAt.getTime() > Date.now()) return lease;
		const taken = { owner, expiresAt: new Date(Date.now() + forMs) };
		this.#leases.set(name, taken);
		return taken;
	}

	public async release(name: string, owner: string): Promise<void> {
		if (this.#leases.get(name)?.owner === owner) this.#leases.delete(name);
	}
}
