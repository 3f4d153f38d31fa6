/** Clock for the `Date` header of answers and the signed times of webhooks. */
export class SimulatedClock {
	/** Milliseconds ahead of this machine's clock; negative when behind. Default: 0. */
	public aheadMs = 0;

	public now(): Date {
		return new Date(Date.now() + this.aheadMs);
	}
}
