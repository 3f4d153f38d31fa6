import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import { Time } from '../components/Time.js';
import { Badge } from '../design/Badge.js';
import { nameClass } from '../design/hues.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { SourceNames } from '../log/eventNames.js';
import { MessageText } from './MessageText.js';

/** Limits badges, because channels name them freely and some senders have many. */
const MaxBadges = 5;
const MaxBadgeLength = 30;

/** One message. The stream sends it, too; its id determines its position in the list. */
export function ChatLineItem({ line }: { line: ChatLine }) {
	const { id, isOwn, message, receivedAt, source } = line;
	const { content, replyTo, sender } = message;
	return (
		<li id={`chat-${id}`} class={isOwn ? 'own' : undefined}>
			{replyTo && (
				<span class="reply">
					Reply to <UntrustedText text={replyTo.sender?.username ?? 'unknown user'} />:{' '}
					<UntrustedText text={replyTo.content} />
				</span>
			)}
			<Time at={receivedAt} to="clock" />{' '}
			{sender.badges.slice(0, MaxBadges).map(({ type, text }) => (
				<Badge key={type}>
					<UntrustedText text={(text || type).slice(0, MaxBadgeLength)} />
				</Badge>
			))}{' '}
			<UntrustedText text={sender.username} class={nameClass(sender.color)} />: <MessageText text={content} />{' '}
			<span class="source">{isOwn ? 'sent by this bot' : SourceNames[source]}</span>
		</li>
	);
}
