import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import { ChatList } from '../chat/ChatList.js';
import { SayForm } from '../chat/SayForm.js';
import { Card } from '../design/Card.js';
import type { Page } from '../PageContext.js';

/** Live Kick chat of a server, with a form that sends a message. */
export function chatPage(lines: readonly ChatLine[], readAt: Date): Page {
	return {
		title: 'Chat',
		live: { stream: 'chat/stream', seen: String(readAt.getTime()) },
		content: (
			<Card id="chat" title="Kick chat">
				<ChatList lines={lines} />
				<SayForm />
			</Card>
		)
	};
}
