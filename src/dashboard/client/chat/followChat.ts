/** Distance from the end at which the reader still follows the chat, in pixels. */
const AtEndPx = 40;

/**
 * Scrolls to new messages, until the reader scrolls up. Then the text stays, and a button counts what is new.
 *
 * @param arrange Called when messages have arrived, before the position is corrected.
 */
export function followChat(box: HTMLElement, arrange: () => void): void {
	const chat = box.querySelector<HTMLElement>('[role=log]');
	const jump = box.querySelector<HTMLButtonElement>('[data-jump]');
	const label = jump?.querySelector('span');
	if (!chat || !jump || !label) return;

	/** Id of the last message when the reader scrolled up. `null` while the chat follows. */
	let lastSeen: string | null = null;
	const lines = () => [...chat.querySelectorAll<HTMLElement>('li[id]')];
	const toEnd = () => {
		chat.scrollTop = chat.scrollHeight;
	};
	const show = () => {
		const list = chat.querySelector('ol');
		const seen = lastSeen;
		jump.hidden = seen === null;
		if (seen === null) delete list?.dataset.paused;
		else {
			// See `applyPatch.ts`: a paused list keeps the lines that are being read.
			if (list) list.dataset.paused = 'true';
			label.textContent = labelOf(lines().filter(({ id, hidden }) => id > seen && !hidden).length);
		}
	};
	const update = () => {
		arrange();
		if (lastSeen === null) toEnd();
		show();
	};

	update();
	chat.addEventListener('scroll', () => {
		const isAtEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < AtEndPx;
		if (isAtEnd === (lastSeen === null)) return;
		lastSeen = isAtEnd ? null : (lines().at(-1)?.id ?? '');
		show();
	});
	jump.addEventListener('click', () => {
		lastSeen = null;
		update();
		// The button is gone, and the keyboard must stay in the chat.
		chat.focus({ preventScroll: true });
	});
	new MutationObserver(update).observe(chat, { childList: true, subtree: true });
	const keepAtEnd = () => lastSeen === null && toEnd();
	// An emote makes its line higher once it is loaded.
	chat.addEventListener('load', keepAtEnd, true);
	// The keyboard of a phone makes the chat lower.
	new ResizeObserver(keepAtEnd).observe(chat);
}

function labelOf(fresh: number): string {
	if (fresh === 0) return 'Jump to the newest';
	return fresh === 1 ? '1 new message' : `${fresh} new messages`;
}
