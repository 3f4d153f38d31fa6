import { ChatList, type ChatListProps } from '../chat/ChatList.js';
import { NameFilter } from '../chat/NameFilter.js';
import { SayForm, type SayFormProps } from '../chat/SayForm.js';
import type { Page } from '../PageContext.js';

export interface ChatPageProps extends ChatListProps, SayFormProps {
	readAt: Date;
}

/** Live Kick chat of a server, with a form that sends a message. */
export function chatPage({ lines, name, replyTo, emotes, readAt }: ChatPageProps): Page {
	return {
		title: 'Chat',
		live: { stream: 'chat/stream', seen: String(readAt.getTime()) },
		actions: <NameFilter name={name} />,
		isFull: true,
		content: (
			<section class="card chat-card" aria-label="Kick chat">
				<ChatList lines={lines} name={name} />
				<SayForm replyTo={replyTo} emotes={emotes} />
			</section>
		)
	};
}
