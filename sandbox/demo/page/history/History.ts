import type { PageEntry, Side } from './PageEntry.js';

/** A demo may run for weeks: older entries of a side are forgotten. */
export const EntriesKept = 500;

/** Entries for pages that are opened later. */
export class History {
	readonly #sides: Record<Side, Map<string, PageEntry>> = { discord: new Map(), kick: new Map(), wire: new Map() };

	public constructor(private readonly onPut: (entry: PageEntry) => void) {}

	/** Every entry, oldest first on each side. */
	public get entries(): PageEntry[] {
		return Object.values(this.#sides).flatMap((entries) => [...entries.values()]);
	}

	public find(side: Side, id: string): PageEntry | undefined {
		return this.#sides[side].get(id);
	}

	/** Adds an entry, or replaces the earlier one with its id in the same place. */
	public put(entry: PageEntry): void {
		const entries = this.#sides[entry.side];
		entries.set(entry.id, entry);
		const [oldest] = entries.keys();
		if (entries.size > EntriesKept && oldest !== undefined) entries.delete(oldest);
		this.onPut(entry);
	}
}
