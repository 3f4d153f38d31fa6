import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import type { KickEmote } from '../../lib/kick/events/index.js';
import { withEmoteNames } from '../../lib/kick/index.js';
import { GuildForm } from '../components/Form.js';
import { Button } from '../design/Button.js';
import { Icon } from '../design/Icon.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';
import { EmotePicker, EmotePickerButton } from './EmotePicker.js';

/** Maximum length that the form accepts. The bot splits it into parts of 500 characters. */
export const MaxMessageLength = 2_000;
export const MessageFieldId = 'message';

export interface SayFormProps {
	/** Message that the form replies to. */
	replyTo: ChatLine | null;
	emotes: readonly KickEmote[];
}

/** Form that sends a chat message or a reply. After a failure it still contains the text. */
export function SayForm({ replyTo, emotes }: SayFormProps) {
	const { notice } = usePageContext();
	return (
		<>
			<GuildForm to="chat/say" class="say">
				<Replying to={replyTo} />
				<label class="hidden" for={MessageFieldId}>
					Message
				</label>
				<input
					type="text"
					id={MessageFieldId}
					name="message"
					autocomplete="off"
					required
					value={notice?.draft}
					placeholder="Message"
					maxLength={MaxMessageLength}
					aria-describedby="message-hint"
				/>
				<EmotePickerButton />
				<Button icon="send">Send</Button>
				<p id="message-hint" class="help">
					The bot sends it. A text over 500 characters becomes several messages.
				</p>
			</GuildForm>
			<EmotePicker emotes={emotes} />
		</>
	);
}

/** Line above the field that names the message to reply to. The script fills and shows it. */
function Replying({ to }: { to: ChatLine | null }) {
	const { home, guild } = usePageContext();
	return (
		<div class="replying" data-replying hidden={!to}>
			<input type="hidden" name="reply" value={to?.id ?? ''} />
			<Icon name="reply" />
			<p>
				Replying to <UntrustedText text={to?.message.sender.username ?? ''} class="name" />:{' '}
				<UntrustedText text={to ? withEmoteNames(to.message.content) : ''} class="text" />
			</p>
			<a href={`${home}/${guild?.id}/chat`} title="Cancel" data-cancel-reply>
				<Icon name="x" />
				<span class="hidden">Cancel the reply</span>
			</a>
		</div>
	);
}
