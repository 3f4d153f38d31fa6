export interface LeaseHolder {
	owner: string;
	/** Milliseconds until the lease ends, by the clock of the database: clocks of machines differ. */
	leftMs: number;
}
