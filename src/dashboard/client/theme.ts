/** Changes the theme at once, and stores it by sending the form in the background. */
export function switchTheme(): void {
	for (const form of document.querySelectorAll<HTMLFormElement>('[data-theme-switch]')) {
		form.addEventListener('submit', (event) => {
			const button = event.submitter;
			if (!(button instanceof HTMLButtonElement)) return;
			event.preventDefault();
			show(button.value);
			for (const other of form.querySelectorAll('button')) {
				other.setAttribute('aria-pressed', String(other === button));
			}
			// Without the answer the browser only forgets the choice with this page.
			fetch(form.action, { method: 'POST', body: fieldsOf(form, button), redirect: 'manual' }).catch(() => undefined);
		});
	}
}

function show(theme: string): void {
	const { dataset } = document.documentElement;
	if (theme === 'system') delete dataset.theme;
	else dataset.theme = theme;
}

function fieldsOf(form: HTMLFormElement, button: HTMLButtonElement): URLSearchParams {
	const fields = new URLSearchParams();
	for (const [name, value] of new FormData(form, button)) if (typeof value === 'string') fields.append(name, value);
	return fields;
}
