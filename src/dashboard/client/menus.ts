export function closeMenusWhenLeft(): void {
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
