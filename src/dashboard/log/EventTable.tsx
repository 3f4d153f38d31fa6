import type { LogPage } from '../../lib/events/log/KickEventLog.js';
import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import { EmptyState } from '../design/EmptyState.js';
import { EventRow } from './EventRow.js';
import { StateBadge } from './EventStatus.js';
import { States } from './states.js';

/** Id of the element to which the stream adds rows. */
export const EventRowsId = 'events';

const Columns = [
	['Received', ''],
	['Event', ''],
	['State', ''],
	['Lag', 'number'],
	['Source', ''],
	['Attempts', 'number'],
	['Error', '']
] as const;

export function EventTable({ page, empty }: { page: LogPage; empty: string }) {
	return (
		// Scrolls sideways for long names, so the keyboard must be able to reach it.
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
		<section class="scroll log" aria-label="Table of events" tabIndex={0}>
			<table>
				<thead>
					<tr>
						{Columns.map(([name, kind]) => (
							<th key={name} scope="col" class={kind || undefined}>
								{name}
							</th>
						))}
					</tr>
				</thead>
				<EventRows page={page} />
			</table>
			<EmptyState icon="list" title="Nothing to show" text={empty} />
		</section>
	);
}

/** Rows, newest first. `data-more` says that older ones follow on the next page. */
export function EventRows({ page: { entries, older } }: { page: LogPage }) {
	return (
		<tbody id={EventRowsId} data-order="newest-first" data-more={older === null ? undefined : 'true'}>
			{entries.map((entry) => (
				<EventRow key={entry.id} entry={entry} />
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
