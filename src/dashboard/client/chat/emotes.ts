/** Shows the buttons of the emote picker, and inserts an emote at the cursor. */
export function insertEmotes(): void {
	for (const button of document.querySelectorAll<HTMLElement>('[data-emotes]')) {
		const field = button.closest('form')?.querySelector<HTMLInputElement>('[name=message]');
		const picker = document.getElementById(button.getAttribute('popovertarget') ?? '');
		if (!field || !picker) continue;
		button.hidden = false;
		picker.addEventListener('click', ({ target }) => {
			const chosen = target instanceof Element ? target.closest<HTMLElement>('[data-emote]') : null;
			if (!chosen) return;
			insert(field, chosen.dataset.emote ?? '');
			picker.hidePopover();
			field.focus();
		});
	}
}

/** Inserts a token with spaces around it, because Kick recognises emotes as words. */
function insert(field: HTMLInputElement, token: string): void {
	const start = field.selectionStart ?? field.value.length;
	const end = field.selectionEnd ?? start;
	const gapBefore = /\S$/.test(field.value.slice(0, start)) ? ' ' : '';
	const gapAfter = /^\s/.test(field.value.slice(end)) ? '' : ' ';
	const text = `${gapBefore}${token}${gapAfter}`;
	if (field.value.length - (end - start) + text.length > field.maxLength) return;
	field.setRangeText(text, start, end, 'end');
}
