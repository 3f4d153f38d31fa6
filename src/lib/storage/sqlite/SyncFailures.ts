const Failed = 0;
const Repaired = 1;

/**
 * Counts the failed syncs of the write-ahead log, in memory that all threads of the process share.
 *
 * After a failed sync, the system may treat unwritten data as written. The next sync then reports success, on any
 * thread. So the log is written to the file itself first.
 */
export class SyncFailures {
	readonly #counts: Int32Array;

	public constructor(public readonly memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
		this.#counts = new Int32Array(memory);
	}

	public record(): void {
		Atomics.add(this.#counts, Failed, 1);
	}

	/**
	 * Returns a number to pass to `repaired` after the log is written to the file. `null` when there is nothing to
	 * repair.
	 */
	public unrepaired(): number | null {
		const failed = Atomics.load(this.#counts, Failed);
		return failed === Atomics.load(this.#counts, Repaired) ? null : failed;
	}

	/** Marks the failures up to `failed` as repaired. A later failure remains. */
	public repaired(failed: number): void {
		Atomics.store(this.#counts, Repaired, failed);
	}
}
