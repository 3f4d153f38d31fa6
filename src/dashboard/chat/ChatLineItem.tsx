import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import type { KickChatMessage } from '../../lib/kick/events/index.js';
import { withEmoteNames } from '../../lib/kick/index.js';
import { Time } from '../components/Time.js';
import { Avatar } from '../design/Avatar.js';
import { Badge } from '../design/Badge.js';
import { Facts } from '../design/Facts.js';
import { nameClass } from '../design/hues.js';
import { UntrustedText } from '../design/UntrustedText.js';
import { SourceNames } from '../log/eventNames.js';
import { usePageContext } from '../PageContext.js';
import { ChatBadge } from './ChatBadge.js';
import { MessageText } from './MessageText.js';
import { ReplyLink } from './ReplyLink.js';

/** Some senders have many badges. */
const MaxBadges = 6;

/** One message. The stream sends it, too; its id determines its position in the list. */
export function ChatLineItem({ line }: { line: ChatLine }) {
	const { kickPicture } = usePageContext();
	const { id, isOwn, message } = line;
	const { content, replyTo, sender } = message;
	return (
		<li id={`chat-${id}`} class={isOwn ? 'own' : undefined}>
			<Avatar name={sender.username} picture={kickPicture(sender.avatarUrl)} kind="person" size="little" />
			<div class="message">
				{replyTo && <Original message={replyTo} />}
				{sender.badges.slice(0, MaxBadges).map((badge) => [<ChatBadge key={badge.type} badge={badge} />, ' '])}
				{isOwn && [<Badge key="own">This bot</Badge>, ' ']}
				<UntrustedText text={sender.username} class={nameClass(sender.color)} />: <MessageText text={content} />
			</div>
			<div class="actions">
				<ReplyLink line={line} />
			</div>
			<LineDetails line={line} />
		</li>
	);
}

/** Message that this one answers. */
function Original({ message: { content, sender } }: { message: NonNullable<KickChatMessage['replyTo']> }) {
	return (
		<span class="original">
			Reply to <UntrustedText text={sender?.username ?? 'unknown user'} />:{' '}
			<UntrustedText text={withEmoteNames(content)} />{' '}
		</span>
	);
}

/** Time of the message, which opens where and when the bot received it. */
function LineDetails({ line: { message, receivedAt, source } }: { line: ChatLine }) {
	return (
		<details class="about">
			<summary title="Details">
				<Time at={receivedAt} to="minute" />
			</summary>
			<Facts
				of={[
					['Received', <Time key="received" at={receivedAt} />],
					['Source', SourceNames[source]],
					['Message id', <UntrustedText key="id" text={message.id} />]
				]}
			/>
		</details>
	);
}
