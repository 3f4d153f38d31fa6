/** Disables the buttons of a sent form, because the bot refuses a second click. */
export function sendFormsOnce(): void {
	document.addEventListener('submit', (event) => {
		const { target } = event;
		if (!(target instanceof HTMLFormElement) || target.method !== 'post' || event.defaultPrevented) return;
		// The browser must read the form first: a disabled button does not send its value.
		setTimeout(() => {
			for (const button of target.querySelectorAll('button')) button.disabled = true;
		});
	});
}
