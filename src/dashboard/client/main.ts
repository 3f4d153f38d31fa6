/** Everything works without this script: it only saves people a step, and shows what happens as it happens. */
import { LiveStream } from './live/LiveStream.js';
import { showLocalTimes } from './times.js';

// A page that comes back from the browser's history has its buttons as they were left, and a form that is used up.
addEventListener('pageshow', ({ persisted }) => {
	if (persisted) location.reload();
});

sendFormsOnce();
followChats();
closeMenusWhenLeft();
showLocalTimes(document);
for (const status of document.querySelectorAll<HTMLElement>('[data-stream]')) new LiveStream(status).start();

/** New messages scroll into sight, unless somebody reads older ones. */
function followChats(): void {
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

/** A second click would send a form that the bot has taken already. */
function sendFormsOnce(): void {
	document.addEventListener('submit', ({ target }) => {
		if (!(target instanceof HTMLFormElement) || target.method !== 'post') return;
		// Only after the browser has read the form: a disabled button does not send its value.
		setTimeout(() => {
			for (const button of target.querySelectorAll('button')) button.disabled = true;
		});
	});
}

function closeMenusWhenLeft(): void {
	for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu')) closeWhenLeft(menu);
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
