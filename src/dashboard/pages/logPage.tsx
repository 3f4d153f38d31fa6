import type { EventText } from '../../lib/events/log/EventText.js';
import type { LogPage } from '../../lib/events/log/KickEventLog.js';
import { Card } from '../design/Card.js';
import { EventTable, StateMeanings } from '../log/EventTable.js';
import { LogFilterForm } from '../log/LogFilterForm.js';
import { filterOf, type LogQuery } from '../log/LogQuery.js';
import { ColumnsLink, LogTabs } from '../log/LogTabs.js';
import { PageLinks } from '../log/PageLinks.js';
import { TestEventCard } from '../log/TestEventForm.js';
import type { Page } from '../PageContext.js';

export interface LogPageProps {
	page: LogPage;
	/** Sentences about the entries, by id. */
	texts: ReadonlyMap<string, EventText>;
	query: LogQuery;
	shownAt: Date;
}

/** Events from Kick with their delivery results, newest first. */
export function logPage({ page, texts, query, shownAt }: LogPageProps): Page {
	const filter = filterOf(query);
	const view = { ...filter, columns: query.columns };
	const isFirst = query.before === undefined && query.after === undefined;
	const isFiltered = Object.values(filter).some((value) => value !== undefined);
	return {
		title: 'Log',
		live: isFirst ? { stream: 'log/stream', query: view, seen: String(shownAt.getTime()) } : undefined,
		subtitle: <p class="muted">New events appear on the first page.</p>,
		actions: <LogTabs view={view} />,
		content: (
			<div class="stack">
				<Card id="log" title="Events" aside={<ColumnsLink view={view} />}>
					<LogFilterForm view={view} />
					<EventTable
						page={page}
						texts={texts}
						isTechnical={query.columns !== undefined}
						empty={isFiltered || !isFirst ? NoMatch : Empty}
					/>
					<PageLinks page={page} query={query} />
					<StateMeanings />
				</Card>
				<TestEventCard />
			</div>
		)
	};
}

const Empty = 'No events yet. After the account is linked, write in the Kick chat or send a test event below.';
const NoMatch = 'No events found. Change the filter, or go back to the newest events.';
