import { insertEmotes } from './chat/emotes.js';
import { followChat } from './chat/followChat.js';
import { markDays } from './chat/markDays.js';
import { NameFilter } from './chat/NameFilter.js';
import { fillReplies } from './chat/replies.js';

/** Keeps the chat in order as messages arrive: days, filter and position. */
export function followChats(): void {
	for (const box of document.querySelectorAll<HTMLElement>('[data-chat]')) {
		const filter = new NameFilter(box);
		followChat(box, () => {
			markDays(box);
			filter.apply();
		});
		filter.onChange(() => filter.apply());
	}
	fillReplies();
	insertEmotes();
}
