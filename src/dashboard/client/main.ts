/** Everything works without this script: it only saves people a step. */

for (const form of document.querySelectorAll('form')) {
	form.addEventListener('submit', () => sendOnce(form));
}
for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu')) closeWhenLeft(menu);

// A page that comes back from the browser's history has its buttons as they were left, and a form that is used up.
addEventListener('pageshow', ({ persisted }) => {
	if (persisted) location.reload();
});

/** A second click would send a form that the bot has taken already. */
function sendOnce(form: HTMLFormElement): void {
	// Only after the browser has read the form: a disabled button does not send its value.
	setTimeout(() => {
		for (const button of form.querySelectorAll('button')) button.disabled = true;
	});
}

function closeWhenLeft(menu: HTMLDetailsElement): void {
	const close = () => menu.removeAttribute('open');
	document.addEventListener('click', ({ target }) => {
		if (target instanceof Node && !menu.contains(target)) close();
	});
	menu.addEventListener('keydown', ({ key }) => {
		if (key !== 'Escape') return;
		close();
		menu.querySelector('summary')?.focus();
	});
}
