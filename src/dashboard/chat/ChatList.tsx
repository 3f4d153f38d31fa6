import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import { EmptyState } from '../design/EmptyState.js';
import { ChatLineItem } from './ChatLineItem.js';

/** Id of the list to which the stream adds messages. */
export const ChatListId = 'chat-lines';

/** List of messages. `aria-live` is off because a busy chat would keep a screen reader talking. */
export function ChatList({ lines }: { lines: readonly ChatLine[] }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls
		<div class="chat" role="log" aria-live="off" aria-label="Messages" tabIndex={0} data-chat>
			<ChatLines lines={lines} />
			<EmptyState icon="message-square" title="No messages yet" text="New messages of the Kick chat appear here." />
		</div>
	);
}

/** Messages, oldest first. */
export function ChatLines({ lines }: { lines: readonly ChatLine[] }) {
	return (
		<ol id={ChatListId} data-order="oldest-first">
			{lines.map((line) => (
				<ChatLineItem key={line.id} line={line} />
			))}
		</ol>
	);
}
