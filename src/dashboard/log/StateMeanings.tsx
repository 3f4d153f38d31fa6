import type { LogEntryState } from '../../lib/events/log/LogEntry.js';
import { StateBadge } from './StateBadge.js';
import { States } from './states.js';

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
