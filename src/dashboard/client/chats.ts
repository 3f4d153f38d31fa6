/** Scrolls to new messages, unless the reader has scrolled up. */
export function followChats(): void {
	for (const chat of document.querySelectorAll<HTMLElement>('[data-chat]')) {
		let isAtEnd = true;
		const toEnd = () => {
			chat.scrollTop = chat.scrollHeight;
		};
		toEnd();
		chat.addEventListener('scroll', () => {
			isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 40;
		});
		new MutationObserver(() => isAtEnd && toEnd()).observe(chat, { childList: true, subtree: true });
		// An emote makes its line higher once it is loaded.
		chat.addEventListener('load', () => isAtEnd && toEnd(), true);
	}
}
