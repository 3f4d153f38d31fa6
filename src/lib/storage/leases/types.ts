export interface LeaseHolder {
	owner: string;
	/** Milliseconds until the lease ends, by the clock of the database: clocks of machines differ. */
	leftMs: number;
}

export interface LeaseRepository {
	/** Takes a name that is free or whose lease has ended, or renews our own, in one statement. Returns who holds it now. */
	acquire(name: string, owner: string, forMs: number): Promise<LeaseHolder>;
	/** Who holds the name, or held it last: what a process gives back has no owner. */
	owner(name: string): Promise<string | null>;
	/** Gives it back, if that owner holds it. */
	release(name: string, owner: string): Promise<void>;
}
