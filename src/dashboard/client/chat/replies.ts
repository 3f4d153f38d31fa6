/** Fills the form for a reply without a new page. */
export function fillReplies(): void {
	const bar = document.querySelector<HTMLElement>('[data-replying]');
	const field = bar?.querySelector('input');
	const message = bar?.closest('form')?.querySelector<HTMLInputElement>('[name=message]');
	if (!bar || !field || !message) return;

	const reply = (id: string, line: Element | null) => {
		field.value = id;
		for (const part of ['.name', '.text']) {
			const shown = bar.querySelector(part);
			if (shown) shown.textContent = textOf(line?.querySelector(part));
		}
		bar.hidden = id === '';
		message.focus();
	};
	document.addEventListener('click', (event) => {
		const link =
			event.target instanceof Element ? event.target.closest<HTMLElement>('[data-reply], [data-cancel-reply]') : null;
		// A click with a key opens a new tab.
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		reply(link.dataset.reply ?? '', link.closest('li'));
	});
	message.addEventListener('keydown', ({ key }) => key === 'Escape' && !bar.hidden && reply('', null));
}

/** Returns the text of a part, with emotes by their names. */
function textOf(part: Element | null | undefined): string {
	const nodes = [...(part?.childNodes ?? [])];
	return nodes.map((node) => (node instanceof HTMLImageElement ? node.alt : node.textContent)).join('');
}
