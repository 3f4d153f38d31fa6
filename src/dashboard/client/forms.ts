/** A second click would send a form that the bot has taken already. */
export function sendFormsOnce(): void {
	document.addEventListener('submit', ({ target }) => {
		if (!(target instanceof HTMLFormElement) || target.method !== 'post') return;
		// Only after the browser has read the form: a disabled button does not send its value.
		setTimeout(() => {
			for (const button of target.querySelectorAll('button')) button.disabled = true;
		});
	});
}
