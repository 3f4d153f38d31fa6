import { KickWebhookTypes } from '../../lib/kick/events/index.js';
import { GuildForm } from '../components/Form.js';
import { EventNames } from './eventNames.js';

/** Form that makes the bot send a webhook to itself. */
export function TestEventForm() {
	return (
		<GuildForm to="log/test" class="row">
			<div>
				<label for="test-type">Type</label>
				<select id="test-type" name="type" aria-describedby="test-hint">
					{KickWebhookTypes.map((type) => (
						<option key={type} value={type}>
							{EventNames[type]}
						</option>
					))}
				</select>
			</div>
			<div>
				<button type="submit">Send a test event</button>
			</div>
			<p id="test-hint" class="muted">
				The bot sends itself a webhook, checks the signature, logs the event and delivers it to the listeners. Listeners
				can recognize it as a test (context.isTest). This takes up to 20 seconds.
			</p>
		</GuildForm>
	);
}
