/** Script of the dashboard: live updates and small comforts. All pages work without it. */
import { LiveStream } from './live/LiveStream.js';
import { showLocalTimes } from './times.js';

// A page from the browser's history still has disabled buttons and used form tokens.
addEventListener('pageshow', ({ persisted }) => {
	if (persisted) location.reload();
});

sendFormsOnce();
followChats();
closeMenusWhenLeft();
showLocalTimes(document);
for (const status of document.querySelectorAll<HTMLElement>('[data-stream]')) new LiveStream(status).start();

/** Scrolls to new messages, unless the reader has scrolled up. */
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
		// An emote makes its line higher once it is loaded.
		chat.addEventListener('load', () => isAtEnd && toEnd(), true);
	}
}

/** Disables the buttons of a sent form, because the bot refuses a second click. */
function sendFormsOnce(): void {
	document.addEventListener('submit', ({ target }) => {
		if (!(target instanceof HTMLFormElement) || target.method !== 'post') return;
		// The browser must read the form first: a disabled button does not send its value.
		setTimeout(() => {
			for (const button of target.querySelectorAll('button')) button.disabled = true;
		});
	});
}

/** Closes an open menu on Escape or on a click elsewhere. */
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
