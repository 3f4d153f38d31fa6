import type { Activity, ChatMessage, SimulatedKick } from '../../../kick/index.js';
import { plainPart } from './discordText.js';
import type { History } from './History.js';
import { note } from './note.js';
import type { PageEntry } from './PageEntry.js';

const WireLabels: Record<Exclude<Activity['kind'], 'chat'>, string> = {
	api: 'API',
	oauth: 'OAuth',
	webhook: 'Webhook',
	socket: 'Socket'
};

/**
 * Records the chat of a streamer and the network traffic. Of earlier events, only chat and API calls are known.
 *
 * @returns A function that stops it.
 */
export function recordKick(kick: SimulatedKick, streamer: string, history: History): () => void {
	const seen = new WeakSet<ChatMessage>();
	const putNewMessages = () => {
		const messages = kick.chat(streamer);
		for (const message of messages) {
			if (!seen.has(message)) history.put(chatEntry(message, messages));
			seen.add(message);
		}
	};
	putNewMessages();
	for (const { at, method, path, status } of kick.calls) {
		history.put(wireEntry({ at, kind: 'api', text: `${method} ${path} → ${status}` }));
	}

	return kick.onActivity((activity) => {
		// The activity is reported before the message is in the chat.
		if (activity.kind === 'chat') queueMicrotask(putNewMessages);
		else history.put(wireEntry(activity));
	});
}

function chatEntry({ id, at, sender, type, content, replyTo }: ChatMessage, chat: readonly ChatMessage[]): PageEntry {
	const original = replyTo === null ? undefined : chat.find((message) => message.id === replyTo);
	return {
		id,
		side: 'kick',
		at,
		kind: 'message',
		author: { name: sender.username, isBot: type === 'bot' },
		parts: plainPart(content),
		tags: [],
		visibleTo: null,
		buttons: [],
		repliesTo: original === undefined ? null : `${original.sender.username}: ${original.content}`,
		isFailure: false
	};
}

function wireEntry({ at, kind, text }: Activity): PageEntry {
	const label = kind === 'chat' ? '' : WireLabels[kind];
	const hasStatus = kind === 'api' || kind === 'webhook';
	return note('wire', `${label} ${text}`, { at, isFailure: hasStatus && !/ → [23]\d\d$/.test(text) });
}
