import type { LogDetail } from '../../lib/events/log/LogEntry.js';
import { visible } from '../../lib/text/visible.js';
import { Facts } from '../components/Facts.js';
import { GuildForm } from '../components/Form.js';
import { Time } from '../components/Time.js';
import { SourceNames } from './eventNames.js';
import { lagText } from './lagText.js';
import { StateBadge } from './StateBadge.js';
import { Actions, States } from './states.js';

/** What became of an event, and what a person can do about it. The stream of its page sends it as well. */
export function EventStatus({ event }: { event: LogDetail }) {
	const { attempts, changedAt, error, eventId, id, isTest, lagMs, receivedAt, sentAt, source, state, type } = event;
	const actions = Actions[state] ?? [];
	return (
		<div id="event">
			<p>
				<StateBadge state={state} /> {isTest && <span class="badge test">Test</span>} {States[state].meaning}
			</p>
			{error && (
				<>
					<h3 id="error">Error</h3>
					<pre class="failed">{visible(error)}</pre>
				</>
			)}
			{actions.length > 0 && (
				<div class="row">
					{actions.includes('replay') && (
						<GuildForm to={`log/${id}/replay`}>
							<button type="submit">Replay</button>
						</GuildForm>
					)}
					{actions.includes('dismiss') && (
						<GuildForm to={`log/${id}/dismiss`}>
							<button type="submit" class="quiet">
								Dismiss
							</button>
						</GuildForm>
					)}
				</div>
			)}
			<Facts
				of={[
					['Type', <code key="type">{visible(type)}</code>],
					['Source', SourceNames[source]],
					['Received', <Time key="received" at={receivedAt} />],
					['Sent', <Time key="sent" at={sentAt} />],
					['Lag', lagText(lagMs)],
					['Attempts', attempts],
					['Last change', changedAt && <Time key="changed" at={changedAt} />],
					['Event id', <code key="id">{visible(eventId)}</code>],
					[
						'Subscription',
						event.subscriptionId && !isTest ? <code key="subscription">{visible(event.subscriptionId)}</code> : null
					],
					['Version', visible(event.version)]
				]}
			/>
		</div>
	);
}
