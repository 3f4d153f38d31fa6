export interface LeaseRepository {
	/**
	 * Takes a name that is free or whose lease has ended, or renews our own, in one statement.
	 *
	 * @returns Who holds it now, and until when. By the clock of the database, where several machines share one.
	 */
	acquire(name: string, owner: string, forMs: number): Promise<{ owner: string; expiresAt: Date }>;
	/** Gives it back, if that owner holds it. */
	release(name: string, owner: string): Promise<void>;
}
