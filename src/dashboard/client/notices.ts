/** Shows the buttons that close a message, which work by this script. */
export function closeNotices(): void {
	for (const button of document.querySelectorAll<HTMLButtonElement>('[data-close]')) {
		button.hidden = false;
		button.addEventListener('click', () => button.closest('.notice')?.remove());
	}
}
