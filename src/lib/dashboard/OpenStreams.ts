import type { Access, GuildRights } from '../editors/GuildRights.js';
import type { EventStream } from '../http/EventStream.js';
import { withTimeout } from '../time/withTimeout.js';
import type { Session } from './Sessions.js';

/** Browsers allow six connections per server, and need some for pages. */
const MaxPerSession = 4;
const MaxStreams = 1_000;

/**
 * Streams end within a minute after a person loses access. The worst case is 45 s: a cached answer of 10 s, 5 s for the
 * bot's presence, 5 s for an editor's roles, 15 s until the next check, and 10 s for the check itself.
 */
const CheckMs = 15_000;
const CheckLimitMs = 10_000;

/** Reason for the end of a stream. `elsewhere`: newer tabs took its place. `access`: the person lost access. */
type StreamEnd = 'elsewhere' | 'access';

/** Returns the rights that a session still has in these servers, or `null` if that is unknown. */
type FindVisible = (session: Session, guildIds: readonly string[]) => Promise<ReadonlyMap<string, GuildRights> | null>;

interface OpenStream {
	stream: EventStream;
	guildId: string;
	/** Right that the page of the stream needs. */
	access: Access;
}

interface SessionStreams {
	/** Streams, oldest first. */
	open: Set<OpenStream>;
	timer: NodeJS.Timeout;
}

/** Streams of all open pages. One check serves all streams of a session. */
export class OpenStreams {
	readonly #sessions = new Map<string, SessionStreams>();
	#count = 0;
	#stopped = false;

	public constructor(private readonly findVisible: FindVisible) {}

	/** Whether another stream may open. */
	public get hasRoom(): boolean {
		return !this.#stopped && this.#count < MaxStreams;
	}

	/** Tracks a stream until it ends. If a session has too many, the oldest ends, because its tab is likely forgotten. */
	public add(session: Session, guildId: string, stream: EventStream, access: Access = 'any'): void {
		const { open } = this.#streamsOf(session);
		const added = { stream, guildId, access };
		open.add(added);
		this.#count++;
		stream.signal.addEventListener('abort', () => this.#remove(session, added));
		const [oldest] = open;
		if (open.size > MaxPerSession) oldest?.stream.end('end', 'elsewhere' satisfies StreamEnd);
	}

	/** Ends all streams of a session. */
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

	/** Ends streams whose access is lost. An unknown result also ends them, without a reason, so the page reconnects. */
	async #check(session: Session, open: readonly OpenStream[]): Promise<void> {
		const guildIds = [...new Set(open.map(({ guildId }) => guildId))];
		const finding = this.findVisible(session, guildIds);
		const visible = await withTimeout(finding, CheckLimitMs, 'The check did not end').catch(() => null);
		for (const { stream, guildId, access } of open) {
			if (visible === null) stream.end();
			else if (!visible.get(guildId)?.can(access)) stream.end('end', 'access' satisfies StreamEnd);
		}
	}
}
