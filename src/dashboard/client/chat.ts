/** New messages scroll into sight, unless somebody reads older ones. */
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
		// A picture makes its line higher when it is there.
		chat.addEventListener('load', () => isAtEnd && toEnd(), true);
	}
}
