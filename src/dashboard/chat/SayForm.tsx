import { GuildForm } from '../components/Form.js';
import { Button } from '../design/Button.js';
import { TextField } from '../design/Field.js';
import { usePageContext } from '../PageContext.js';

/** Maximum length that the form accepts. The bot splits it into parts of 500 characters. */
export const MaxMessageLength = 2_000;

/** Form that sends a chat message. After a failure it still contains the text. */
export function SayForm() {
	const { notice } = usePageContext();
	return (
		<GuildForm to="chat/say" class="row">
			<TextField
				id="message"
				name="message"
				label="Message"
				isWide
				required
				value={notice?.draft}
				maxLength={MaxMessageLength}
				aria-describedby="message-hint"
			/>
			<Button icon="send">Send</Button>
			<p id="message-hint" class="help">
				The bot sends it to the Kick chat. A text over 500 characters becomes several messages.
			</p>
		</GuildForm>
	);
}
