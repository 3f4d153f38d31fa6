import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import { Time } from '../components/Time.js';
import { SourceNames } from '../log/eventNames.js';
import { MessageText } from './MessageText.js';
import { nameClass } from './nameHue.js';

/** Badges have names of their own, and some streamers have many. */
const MostBadges = 5;
const LongestBadge = 30;
const LongestQuote = 120;

/** One message. Streams send it as well: its id says where it belongs. */
export function ChatLineItem({ line }: { line: ChatLine }) {
	const { id, message, receivedAt, source } = line;
	const { content, replyTo, sender } = message;
	const isOwn = source === 'bot';
	return (
		<li id={`chat-${id}`} class={isOwn ? 'own' : undefined}>
			{replyTo && (
				<span class="reply">
					Reply to <bdi>{replyTo.sender?.username ?? 'somebody'}</bdi>:{' '}
					<bdi>{replyTo.content.slice(0, LongestQuote)}</bdi>
				</span>
			)}
			<Time at={receivedAt} to="clock" />{' '}
			{sender.badges.slice(0, MostBadges).map(({ type, text }) => (
				<span key={type} class="badge plain">
					<bdi>{(text || type).slice(0, LongestBadge)}</bdi>
				</span>
			))}{' '}
			<bdi class={nameClass(sender.color)}>{sender.username}</bdi>: <MessageText text={content} />{' '}
			<span class="source">{isOwn ? 'sent by this bot' : SourceNames[source]}</span>
		</li>
	);
}
