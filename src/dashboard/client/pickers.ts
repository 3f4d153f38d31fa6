/** Adds a search to long choices, and shows the chosen entry while the list is closed. */
export function searchPickers(): void {
	for (const picker of document.querySelectorAll<HTMLElement>('[data-picker]')) follow(picker);
}

function follow(picker: HTMLElement): void {
	const details = picker.querySelector('details');
	const chosen = picker.querySelector('[data-chosen]');
	const search = picker.querySelector<HTMLInputElement>('input[type=search]');
	if (!details || !chosen || !search) return;

	if (search.parentElement) search.parentElement.hidden = false;
	search.addEventListener('input', () => filter(picker, search.value));
	search.addEventListener('keydown', (event) => {
		// Otherwise Enter would send the form.
		if (event.key === 'Enter') event.preventDefault();
	});
	details.addEventListener('toggle', () => details.open && search.focus());
	picker.addEventListener('change', ({ target }) => {
		const option = target instanceof Element ? target.parentElement?.querySelector('.option') : null;
		if (option) chosen.replaceChildren(option.cloneNode(true));
	});
	// A click chooses and closes. The arrow keys of a keyboard only choose.
	picker.addEventListener('click', ({ detail, target }) => {
		if (detail > 0 && target instanceof HTMLInputElement && target.type === 'radio') details.open = false;
	});
}

function filter(picker: HTMLElement, text: string): void {
	const wanted = text.trim().toLocaleLowerCase();
	for (const item of picker.querySelectorAll('li')) {
		item.hidden = !(item.textContent ?? '').toLocaleLowerCase().includes(wanted);
	}
}
