import { KickWebhookTypes } from '../../lib/kick/events/index.js';
import { GuildForm } from '../components/Form.js';
import { Button } from '../design/Button.js';
import { Card } from '../design/Card.js';
import { SelectField } from '../design/Field.js';
import { usePageContext } from '../PageContext.js';
import { EventNames } from './eventNames.js';

/** Card with the test event, for people who may send one. */
export function TestEventCard() {
	const { can } = usePageContext();
	if (!can('log')) return null;
	return (
		<Card id="test" title="Test event">
			<TestEventForm />
		</Card>
	);
}

/** Form that makes the bot send a webhook to itself. */
function TestEventForm() {
	return (
		<GuildForm to="log/test" class="row">
			<SelectField
				id="test-type"
				name="type"
				label="Type"
				options={KickWebhookTypes.map((type) => ({ value: type, text: EventNames[type] }))}
			/>
			<Button kind="quiet" icon="play">
				Send a test event
			</Button>
			<p class="help">
				The bot sends itself a webhook, checks the signature, logs the event and delivers it to the listeners. Listeners
				can recognize it as a test (context.isTest). This takes up to 20 seconds.
			</p>
		</GuildForm>
	);
}
