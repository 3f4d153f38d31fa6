import { setTimeout as pause } from 'node:timers/promises';
import { Messages } from '../../dashboard/messages.js';
import type { Access } from '../../lib/editors/GuildRights.js';
import { EventStream, sendStreamHead } from '../../lib/http/EventStream.js';
import type { GuildRequest } from './GuildRequest.js';
import type { Answer } from './replies.js';

/** Part of a page. It replaces the element with the same id, or is inserted into `list`. */
export interface Patch {
	html: string;
	/** Id of the list, whose children are in the order of their ids. See `client/live/applyPatch.ts`. */
	list?: string;
}

/** Update for a page. After a lost connection the page sends the mark of its last update. */
interface StreamUpdate {
	mark: string;
	patches: readonly Patch[];
}

export type Updates = AsyncIterable<StreamUpdate>;

/** Streams updates to a page for as long as the person has the right that the page needs. */
export function streamAnswer(
	guildRequest: GuildRequest,
	access: Access,
	updatesUntil: (signal: AbortSignal) => Updates
): Answer {
	const { dashboard } = guildRequest.request;
	if (!dashboard.streams.hasRoom) return guildRequest.request.message(Messages.crowded());
	return async (response) => {
		// A HEAD response has no body, so the stream would stay open for nothing.
		if (response.req.method === 'HEAD') return sendStreamHead(response);
		const stream = new EventStream(response);
		// The browser may have left while the session was checked.
		if (stream.signal.aborted) return;
		dashboard.streams.add(guildRequest.session, guildRequest.guild.id, stream, access);
		try {
			for await (const { mark, patches } of updatesUntil(stream.signal)) await stream.send('patch', patches, mark);
		} finally {
			stream.end();
		}
	};
}

/** Returns the current state of the page, or `null` if there is nothing to show. */
export type Poll = () => Promise<{ mark: string; patches: () => readonly Patch[] } | null>;

export interface WhenChangedOptions {
	/** Mark of the state that the page shows. */
	seen: string | null;
	everyMs: number;
	signal: AbortSignal;
}

/** Polls at an interval, and yields an update whenever the mark has changed. */
export async function* whenChanged(poll: Poll, { seen, everyMs, signal }: WhenChangedOptions): Updates {
	let shown = seen;
	while (!signal.aborted) {
		const now = await poll();
		if (now && now.mark !== shown) yield { mark: now.mark, patches: now.patches() };
		shown = now?.mark ?? shown;
		await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
	}
}

/** Allows for clock differences between machines that share a database. */
const MarginMs = 60_000;

/** Returns the time from which on a page needs updates, for streams whose marks are times. */
export function seenSince({ query }: GuildRequest): Date {
	const time = Number(query.get('seen') ?? Number.NaN);
	const seenAt = Number.isSafeInteger(time) && time > 0 ? Math.min(time, Date.now()) : Date.now();
	return new Date(seenAt - MarginMs);
}
