import { escapeControls } from '../../lib/escapeControls.js';
import type { LogDetail, LogEntryState } from '../../lib/events/log/LogEntry.js';
import { Facts } from '../components/Facts.js';
import { GuildForm } from '../components/Form.js';
import { Time } from '../components/Time.js';
import { SourceNames } from './eventNames.js';
import { lagText } from './lagText.js';
import { Actions, States } from './states.js';

/** Delivery result of an event, and the actions that a person can take. The page's stream sends it, too. */
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
					<pre class="failed">{escapeControls(error)}</pre>
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
					['Type', <code key="type">{escapeControls(type)}</code>],
					['Source', SourceNames[source]],
					['Received', <Time key="received" at={receivedAt} />],
					['Sent', <Time key="sent" at={sentAt} />],
					['Lag', lagText(lagMs)],
					['Attempts', attempts],
					['Last change', changedAt && <Time key="changed" at={changedAt} />],
					['Event ID', <code key="id">{escapeControls(eventId)}</code>],
					[
						'Subscription',
						event.subscriptionId && !isTest ? (
							<code key="subscription">{escapeControls(event.subscriptionId)}</code>
						) : null
					],
					['Version', escapeControls(event.version)]
				]}
			/>
		</div>
	);
}

export function StateBadge({ state }: { state: LogEntryState }) {
	const { name, tone } = States[state];
	return <span class={`badge ${tone}`}>{name}</span>;
}

/** Body that Kick sent, as text. */
export function Payload({ text }: { text: string }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
		<section class="scroll" aria-label="Payload" tabIndex={0}>
			<pre class="payload">{escapeControls(text)}</pre>
		</section>
	);
}
