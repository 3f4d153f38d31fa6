import { LRUCache } from 'lru-cache';
import type { EventLogRepository } from '../../storage/eventLog/EventLogRepository.js';
import { parseStoredEvent } from '../consumers/parseStoredEvent.js';
import { describeEvent } from './describeEvent.js';
import type { EventText } from './EventText.js';

/** Number of sentences in memory. They serve all followers of a log, which get the same rows. */
const MaxRemembered = 2_000;
/** Limits the payloads in memory at once, because each may be 256 KiB. */
const AtOnce = 50;

/** Sentences about logged events. A payload never changes, so each is read once. */
export class EventTexts {
	readonly #known = new LRUCache<string, EventText>({ max: MaxRemembered });

	public constructor(private readonly log: Pick<EventLogRepository, 'withPayload'>) {}

	/** Returns the sentences by id. An event that is no longer in the log has none. */
	public async of(ids: readonly string[]): Promise<ReadonlyMap<string, EventText>> {
		const texts = new Map<string, EventText>();
		for (let start = 0; start < ids.length; start += AtOnce) {
			for (const [id, text] of await this.#read(ids.slice(start, start + AtOnce))) texts.set(id, text);
		}
		return texts;
	}

	async #read(ids: readonly string[]): Promise<[string, EventText][]> {
		const known = ids.flatMap((id): [string, EventText][] => {
			const text = this.#known.get(id);
			return text ? [[id, text]] : [];
		});
		const found = new Set(known.map(([id]) => id));
		const missing = ids.filter((id) => !found.has(id));
		const rows = missing.length > 0 ? await this.log.withPayload(missing) : [];
		const read = rows.map((row): [string, EventText] => [
			row.id,
			describeEvent(row.type, parseStoredEvent(row)?.event ?? null)
		]);
		for (const [id, text] of read) this.#known.set(id, text);
		return [...known, ...read];
	}
}
