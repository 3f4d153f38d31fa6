import type { Usage } from '../slash/listUsages.js';
import { element, find } from './dom.js';

const list = find('suggestions');
const input = find<HTMLInputElement>('discord-text');
let usages: readonly Usage[] = [];

input.addEventListener('input', suggest);

/** Takes over the bot's commands. */
export function offer(registered: readonly Usage[]): void {
	usages = registered;
	suggest();
}

/** Puts a text into the input, as if it had been typed. */
export function fill(text: string): void {
	input.value = text;
	input.focus();
	input.setSelectionRange(text.length, text.length);
	suggest();
}

/** Shows the commands that fit the typed text, or the options of the command that is complete. */
export function suggest(): void {
	const typed = input.value.trimStart();
	const used = usages.find(({ path }) => typed === `/${path}` || typed.startsWith(`/${path} `));
	list.replaceChildren(...(used ? optionButtons(used, typed) : commandButtons(typed)));
	if (typed === '') keepHeight();
}

/** Keeps the input from moving when there are fewer suggestions during typing. */
function keepHeight(): void {
	list.style.minHeight = '';
	list.style.minHeight = `${list.offsetHeight}px`;
}

function commandButtons(typed: string): HTMLElement[] {
	return usages
		.filter(({ path }) => typed === '' || `/${path}`.startsWith(typed))
		.map(({ path, description, options }) => {
			const required = options.find(({ isRequired }) => isRequired);
			return suggestion(`/${path}`, description, required ? `/${path} ${required.name}:` : `/${path}`);
		});
}

function optionButtons({ options }: Usage, typed: string): HTMLElement[] {
	return options
		.filter(({ name }) => !typed.includes(` ${name}:`))
		.map(({ name, description, isRequired }) => {
			const label = isRequired ? `${name}:` : `${name}: (optional)`;
			return suggestion(label, description, `${typed.trimEnd()} ${name}:`);
		});
}

function suggestion(label: string, description: string, text: string): HTMLElement {
	const button = element('button', { type: 'button', title: description, textContent: label });
	button.addEventListener('click', () => fill(text));
	return button;
}
