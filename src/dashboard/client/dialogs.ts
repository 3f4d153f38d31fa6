/** Opens a question as a dialog in place of its own page. */
export function openDialogs(): void {
	document.addEventListener('click', (event) => {
		const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-dialog]') : null;
		const dialog = link && document.getElementById(link.dataset.dialog ?? '');
		if (!(dialog instanceof HTMLDialogElement)) return;
		event.preventDefault();
		dialog.showModal();
	});
	for (const dialog of document.querySelectorAll('dialog')) {
		dialog.addEventListener('click', (event) => {
			const { target } = event;
			if (!(target instanceof Element)) return;
			// A click on the backdrop has the dialog itself as its target.
			if (target !== dialog && !target.closest('[data-close-dialog]')) return;
			event.preventDefault();
			dialog.close();
		});
	}
}
