import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import { Icon } from '../design/Icon.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { usePageContext } from '../PageContext.js';
import { MessageFieldId } from './SayForm.js';

/** Link to the page whose form replies to a message. The script fills the form of the open page instead. */
export function ReplyLink({ line: { id, message } }: { line: ChatLine }) {
	const { home, guild } = usePageContext();
	const address = `${home}/${guild?.id}/chat?${new URLSearchParams({ reply: id })}#${MessageFieldId}`;
	return (
		<a class="button bare" href={address} title="Reply" data-reply={id}>
			<Icon name="reply" />
			<span class="hidden">
				Reply to <UntrustedText text={message.sender.username} />
			</span>
		</a>
	);
}
