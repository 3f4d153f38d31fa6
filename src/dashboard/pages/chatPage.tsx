import type { ChatLine } from '../../lib/events/log/ChatLog.js';
import { ChatList } from '../chat/ChatList.js';
import { SayForm } from '../chat/SayForm.js';
import { Card } from '../components/Card.js';
import { LiveStatus } from '../components/LiveStatus.js';
import type { Page } from '../PageContext.js';

/** Live Kick chat of a server, with a form that sends a message. */
export function chatPage(lines: readonly ChatLine[], readAt: Date): Page {
	return {
		title: 'Chat',
		content: (
			<Card id="chat" title="Kick chat">
				<LiveStatus stream="chat/stream" seen={String(readAt.getTime())} />
				<ChatList lines={lines} />
				<SayForm />
			</Card>
		)
	};
}
