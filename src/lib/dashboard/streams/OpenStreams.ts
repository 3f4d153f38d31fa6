import type { EventStream } from '../../http/EventStream.js';
import type { Session } from '../sessions/Session.js';

/** Browsers keep six connections to a server, and need some for pages. */
const MostOfSession = 4;
const MostAtAll = 1_000;

/** Why a stream ended, for the page. `elsewhere`: newer tabs have it. `access`: this person may not see it any more. */
export type StreamEnd = 'elsewhere' | 'access';

/** The live parts of all open pages. */
export class OpenStreams {
	/** By session, the oldest first. */
	readonly #streams = new Map<string, Set<EventStream>>();
	#count = 0;
	#stopped = false;

	/** Whether there is room for another one. */
	public get hasRoom(): boolean {
		return !this.#stopped && this.#count < MostAtAll;
	}

	/** Keeps it until it is over. Where a session has too many, the oldest one ends: its tab is the likeliest to be forgotten. */
	public add({ idHash }: Session, stream: EventStream): void {
		const own = this.#streams.get(idHash) ?? new Set();
		this.#streams.set(idHash, own.add(stream));
		this.#count++;
		stream.signal.addEventListener('abort', () => {
			own.delete(stream);
			this.#count--;
			if (own.size === 0) this.#streams.delete(idHash);
		});
		const [oldest] = own;
		if (own.size > MostOfSession) oldest?.end('end', 'elsewhere' satisfies StreamEnd);
	}

	/** The session is over. */
	public endOf({ idHash }: Session): void {
		for (const stream of [...(this.#streams.get(idHash) ?? [])]) stream.end('end', 'access' satisfies StreamEnd);
	}

	public stop(): void {
		this.#stopped = true;
		for (const stream of [...this.#streams.values()].flatMap((own) => [...own])) stream.end();
	}
}
