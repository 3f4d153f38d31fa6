import { GuildForm } from '../components/Form.js';
import { usePageContext } from '../PageContext.js';

/** Maximum length that the form accepts. The bot splits it into parts of 500 characters. */
export const MaxMessageLength = 2_000;

/** Form that sends a chat message. After a failure it still contains the text. */
export function SayForm() {
	const { notice } = usePageContext();
	return (
		<GuildForm to="chat/say" class="row say">
			<div>
				<label for="message">Message</label>
				<input
					id="message"
					name="message"
					type="text"
					required
					value={notice?.draft}
					maxLength={MaxMessageLength}
					autocomplete="off"
					aria-describedby="message-hint"
				/>
			</div>
			<div>
				<button type="submit">Send</button>
			</div>
			<p id="message-hint" class="muted">
				The bot sends it to the Kick chat. A text over 500 characters becomes several messages.
			</p>
		</GuildForm>
	);
}
