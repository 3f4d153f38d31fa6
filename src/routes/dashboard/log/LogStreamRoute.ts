import type { Route } from '@sapphire/plugin-api';
import { EventRow, type EventRowProps } from '../../../dashboard/log/EventRow.js';
import { EventRows, EventRowsId } from '../../../dashboard/log/EventTable.js';
import {
	filterOf,
	type LogFilter,
	matchesState,
	mayMatch,
	readLogQuery,
	toPageFilter
} from '../../../dashboard/log/LogQuery.js';
import type { LogEntry } from '../../../lib/events/log/LogEntry.js';
import type { GuildRequest } from '../GuildRequest.js';
import { StreamRoute } from '../StreamRoute.js';
import { type Patch, seenSince, type Updates } from '../streamAnswer.js';

/** Streams new events and changed states to the first page of the log. Its marks are times of the bot's clock. */
export class LogStreamRoute extends StreamRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, 'log/stream');
	}

	protected override async *updates(guildRequest: GuildRequest, signal: AbortSignal): Updates {
		const { events } = this.container.kick;
		const query = readLogQuery(guildRequest.query);
		const filter = filterOf(query);
		const isTechnical = query.columns !== undefined;
		const since = seenSince(guildRequest);
		/** Ids of entries that will change, because the time of a change is not always stored. */
		const unfinished = new Set<string>();
		for await (const update of events.follow(guildRequest.guild.id, { since, signal })) {
			const mark = String(Date.now());
			if (update.kind === 'gap') {
				const page = await events.page(guildRequest.guild.id, toPageFilter({ ...query, ...Newest }));
				const rows = { page, texts: await events.describe(page.entries), isTechnical };
				yield { mark, patches: [{ html: guildRequest.fragment(EventRows, rows) }] };
				continue;
			}
			const { entry } = update;
			const hasChanged = unfinished.delete(entry.id);
			if (entry.state === 'pending' || entry.state === 'retrying') unfinished.add(entry.id);
			if ((hasChanged || isNew(entry, since)) && mayMatch(filter, entry)) {
				const text = (await events.describe([entry])).get(entry.id);
				yield { mark, patches: [rowPatch(guildRequest, filter, { entry, text, isTechnical })] };
			}
		}
	}
}

/** Position of the first page, the only one with a stream. */
const Newest = { before: undefined, after: undefined };

/** Whether an entry is newer than the page. A new stream also reports many old entries. */
function isNew({ receivedAt, changedAt }: LogEntry, since: Date): boolean {
	return receivedAt >= since || (changedAt !== null && changedAt >= since);
}

/** Builds the patch of a row. An event that no longer matches the filter is updated in place, never inserted. */
function rowPatch(guildRequest: GuildRequest, filter: LogFilter, row: EventRowProps): Patch {
	const html = guildRequest.fragment(EventRow, row);
	return matchesState(filter, row.entry) ? { html, list: EventRowsId } : { html };
}
