/** The clock of the simulated Kick: the `Date` of its answers and the signed times of its webhooks. */
export class SimulatedClock {
	/** How far it is ahead of this machine's, in milliseconds; negative: behind. Default: 0. */
	public aheadMs = 0;

	public now(): Date {
		return new Date(Date.now() + this.aheadMs);
	}
}
