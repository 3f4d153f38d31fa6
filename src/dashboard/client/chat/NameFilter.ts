/** Hides the messages of other senders while the reader types a name. */
export class NameFilter {
	readonly #form = document.querySelector<HTMLFormElement>('[data-name-filter]');
	readonly #input = this.#form?.querySelector('input') ?? null;
	readonly #noMatch: HTMLElement | null;

	public constructor(private readonly chat: HTMLElement) {
		this.#noMatch = chat.querySelector<HTMLElement>('[data-no-match]');
	}

	/** Whether the server has left out messages, so that only it can show others. */
	get #isServed(): boolean {
		return Boolean(this.#input?.defaultValue);
	}

	public onChange(changed: () => void): void {
		this.#input?.addEventListener('input', changed);
		if (this.#isServed) return;
		this.#form?.addEventListener('submit', (event) => event.preventDefault());
		const button = this.#form?.querySelector('button');
		if (button) button.hidden = true;
	}

	/** Shows the messages whose sender matches, and the days that have one. */
	public apply(): void {
		const wanted = this.#input?.value.trim().toLowerCase() ?? '';
		const lines = [...this.chat.querySelectorAll<HTMLElement>('ol > li')];
		let isDayShown = false;
		let shown = 0;
		for (const line of lines.reverse()) {
			if (line.classList.contains('day')) {
				line.hidden = !isDayShown;
				isDayShown = false;
				continue;
			}
			line.hidden = !nameOf(line).includes(wanted);
			if (line.hidden) continue;
			isDayShown = true;
			shown += 1;
		}
		const isEmpty = lines.length === 0 && !this.#isServed;
		if (this.#noMatch) this.#noMatch.hidden = wanted === '' || shown > 0 || isEmpty;
	}
}

function nameOf(line: HTMLElement): string {
	return line.querySelector('.name')?.textContent.toLowerCase() ?? '';
}
