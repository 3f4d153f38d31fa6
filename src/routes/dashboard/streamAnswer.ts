import { setTimeout as pause } from 'node:timers/promises';
import { Messages } from '../../dashboard/messages.js';
import { EventStream, sendStreamHead } from '../../lib/http/EventStream.js';
import type { GuildRequest } from './GuildRequest.js';
import type { Answer } from './replies.js';

/** A part of the page: it takes the place of the element with its id, or comes as a new one into `list`. */
export interface Patch {
	html: string;
	/** Id of the element whose children are in the order of their ids, see `client/live/applyPatch.ts`. */
	list?: string;
}

/** What a page is told. A page that was cut off comes back with the mark of the last one that it got. */
interface StreamUpdate {
	mark: string;
	patches: readonly Patch[];
}

export type Updates = AsyncIterable<StreamUpdate>;

/** A page's live part, for as long as its person may see it. */
export function streamAnswer(guildRequest: GuildRequest, updatesUntil: (signal: AbortSignal) => Updates): Answer {
	const { dashboard } = guildRequest.request;
	if (!dashboard.streams.hasRoom) return guildRequest.request.message(Messages.crowded());
	return async (response) => {
		// Node would leave out what a stream sends, and the stream would be held open for nobody.
		if (response.req.method === 'HEAD') return sendStreamHead(response);
		const stream = new EventStream(response);
		// The browser left while the bot was looking who it is.
		if (stream.signal.aborted) return;
		dashboard.streams.add(guildRequest.session, guildRequest.guild.id, stream);
		try {
			for await (const { mark, patches } of updatesUntil(stream.signal)) await stream.send('patch', patches, mark);
		} finally {
			stream.end();
		}
	};
}

/** What is to be seen now. `null`: nothing. */
export type Look = () => Promise<{ mark: string; patches: () => readonly Patch[] } | null>;

export interface WhenChangedOptions {
	/** The mark of what the page shows. */
	seen: string | null;
	everyMs: number;
	signal: AbortSignal;
}

/** Looks every so often, and tells what is to be seen when it is not what the page shows. */
export async function* whenChanged(look: Look, { seen, everyMs, signal }: WhenChangedOptions): Updates {
	let shown = seen;
	while (!signal.aborted) {
		const now = await look();
		if (now && now.mark !== shown) yield { mark: now.mark, patches: now.patches() };
		shown = now?.mark ?? shown;
		await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
	}
}

/** Machines that share a database do not quite agree on the time. */
const MarginMs = 60_000;

/** From when on a page has to be told, where its marks are times of this bot. */
export function seenSince({ query }: GuildRequest): Date {
	const time = Number(query.get('seen') ?? Number.NaN);
	const seenAt = Number.isSafeInteger(time) && time > 0 ? Math.min(time, Date.now()) : Date.now();
	return new Date(seenAt - MarginMs);
}
