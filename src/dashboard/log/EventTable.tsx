import type { EventText } from '../../lib/events/log/EventText.js';
import type { LogPage } from '../../lib/events/log/KickEventLog.js';
import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import { EmptyState } from '../design/EmptyState.js';
import { EventRow } from './EventRow.js';
import { StateBadge } from './EventStatus.js';
import { States } from './states.js';

/** Id of the element to which the stream adds rows. */
export const EventRowsId = 'events';

export interface EventRowsProps {
	page: LogPage;
	/** Sentences by id. */
	texts: ReadonlyMap<string, EventText>;
	isTechnical: boolean;
}

export function EventTable({ empty, ...rows }: EventRowsProps & { empty: string }) {
	const columns = ['Event', 'Result', 'Received', ...(rows.isTechnical ? ['Technical details'] : [])];
	return (
		<section class="log" aria-label="Table of events">
			<table>
				<thead>
					<tr>
						{columns.map((name) => (
							<th key={name} scope="col">
								{name}
							</th>
						))}
					</tr>
				</thead>
				<EventRows {...rows} />
			</table>
			<EmptyState icon="list" title="Nothing to show" text={empty} />
		</section>
	);
}

/** Rows, newest first. `data-more` says that older ones follow on the next page. */
export function EventRows({ page: { entries, older }, texts, isTechnical }: EventRowsProps) {
	return (
		<tbody id={EventRowsId} data-order="newest-first" data-more={older === null ? undefined : 'true'}>
			{entries.map((entry) => (
				<EventRow key={entry.id} entry={entry} text={texts.get(entry.id)} isTechnical={isTechnical} />
			))}
		</tbody>
	);
}

export function StateMeanings() {
	return (
		<details class="more">
			<summary>What the states mean</summary>
			<dl class="facts">
				{(Object.keys(States) as LogEntryState[]).map((state) => (
					<div key={state}>
						<dt>
							<StateBadge state={state} />
						</dt>
						<dd>{States[state].meaning}</dd>
					</div>
				))}
			</dl>
		</details>
	);
}
