import type { EventStream } from '../http/EventStream.js';
import { withTimeout } from '../time/withTimeout.js';
import type { Session } from './Sessions.js';

/** Browsers keep six connections to a server, and need some for pages. */
const MaxPerSession = 4;
const MaxInAll = 1_000;

/**
 * People who may no longer see a server are cut off within a minute. At worst these add up to 40 s: a remembered answer of 10 s,
 * 5 s of asking whether the bot is there, 15 s until the next check, and its limit of 10 s.
 */
const CheckMs = 15_000;
const CheckLimitMs = 10_000;

/** Why a stream ended, for the page. `elsewhere`: newer tabs have it. `access`: this person may not see it any more. */
type StreamEnd = 'elsewhere' | 'access';

/** Finds out which of these servers a session may still see. `null`: it cannot be found out. */
type FindVisible = (session: Session, guildIds: readonly string[]) => Promise<ReadonlySet<string> | null>;

interface OpenStream {
	stream: EventStream;
	guildId: string;
}

interface SessionStreams {
	/** The oldest first. */
	open: Set<OpenStream>;
	timer: NodeJS.Timeout;
}

/** The live parts of all open pages. One check serves all streams of a session. */
export class OpenStreams {
	readonly #sessions = new Map<string, SessionStreams>();
	#count = 0;
	#stopped = false;

	public constructor(private readonly findVisible: FindVisible) {}

	/** Whether there is room for another one. */
	public get hasRoom(): boolean {
		return !this.#stopped && this.#count < MaxInAll;
	}

	/** Keeps it until it is over. Where a session has too many, the oldest one ends: its tab is the likeliest to be forgotten. */
	public add(session: Session, guildId: string, stream: EventStream): void {
		const { open } = this.#streamsOf(session);
		const added = { stream, guildId };
		open.add(added);
		this.#count++;
		stream.signal.addEventListener('abort', () => this.#remove(session, added));
		const [oldest] = open;
		if (open.size > MaxPerSession) oldest?.stream.end('end', 'elsewhere' satisfies StreamEnd);
	}

	/** The session is over. */
	public endOf({ idHash }: Session): void {
		for (const { stream } of [...(this.#sessions.get(idHash)?.open ?? [])]) {
			stream.end('end', 'access' satisfies StreamEnd);
		}
	}

	public stop(): void {
		this.#stopped = true;
		for (const { stream } of [...this.#sessions.values()].flatMap(({ open }) => [...open])) stream.end();
	}

	#streamsOf(session: Session): SessionStreams {
		const known = this.#sessions.get(session.idHash);
		if (known) return known;
		const open = new Set<OpenStream>();
		const streams = { open, timer: setInterval(() => void this.#check(session, [...open]), CheckMs).unref() };
		this.#sessions.set(session.idHash, streams);
		return streams;
	}

	#remove({ idHash }: Session, stream: OpenStream): void {
		const streams = this.#sessions.get(idHash);
		if (!streams?.open.delete(stream)) return;
		this.#count--;
		if (streams.open.size > 0) return;
		clearInterval(streams.timer);
		this.#sessions.delete(idHash);
	}

	/** Ends without a word where nothing can be found out: the page comes back and asks again. */
	async #check(session: Session, open: readonly OpenStream[]): Promise<void> {
		const guildIds = [...new Set(open.map(({ guildId }) => guildId))];
		const finding = this.findVisible(session, guildIds);
		const visible = await withTimeout(finding, CheckLimitMs, 'The check did not end').catch(() => null);
		for (const { stream, guildId } of open) {
			if (visible === null) stream.end();
			else if (!visible.has(guildId)) stream.end('end', 'access' satisfies StreamEnd);
		}
	}
}
