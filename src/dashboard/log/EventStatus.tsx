import { escapeControls } from '../../lib/escapeControls.js';
import type { LogDetail, LogEntryState } from '../../lib/events/log/LogEntry.js';
import { GuildForm } from '../components/Form.js';
import { Time } from '../components/Time.js';
import { Badge } from '../design/Badge.js';
import { Button } from '../design/Button.js';
import { Facts } from '../design/Facts.js';
import { SourceNames } from './eventNames.js';
import { lagText } from './lagText.js';
import { causeOf } from './resultText.js';
import { Actions, States } from './states.js';

/** Delivery result of an event, and the actions that a person can take. The page's stream sends it, too. */
export function EventStatus({ event }: { event: LogDetail }) {
	const { error, id, isTest, receivedAt, state } = event;
	const actions = Actions[state] ?? [];
	const reason = state === 'ignored' ? error : causeOf(error);
	return (
		<div id="event">
			<p>
				<StateBadge state={state} /> {isTest && <Badge tone="outline">Test</Badge>} {States[state].meaning}
			</p>
			{reason && <p>{reason}</p>}
			<p class="muted">
				Received <Time at={receivedAt} />
			</p>
			{actions.length > 0 && (
				<div class="buttons">
					{actions.includes('replay') && (
						<GuildForm to={`log/${id}/replay`}>
							<Button icon="refresh-cw">Replay</Button>
						</GuildForm>
					)}
					{actions.includes('dismiss') && (
						<GuildForm to={`log/${id}/dismiss`}>
							<Button kind="quiet" icon="check">
								Dismiss
							</Button>
						</GuildForm>
					)}
				</div>
			)}
		</div>
	);
}

/** Values of an event for developers. The page's stream sends them, too. */
export function EventTechnical({ event }: { event: LogDetail }) {
	const { attempts, changedAt, error, eventId, isTest, lagMs, receivedAt, sentAt, source, type } = event;
	return (
		<div id="event-technical">
			{error && (
				<>
					<h3 id="error">Error</h3>
					<pre class="failed">{escapeControls(error)}</pre>
				</>
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
	return <Badge tone={tone}>{name}</Badge>;
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
