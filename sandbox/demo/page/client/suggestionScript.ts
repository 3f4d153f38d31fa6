/** Offers the bot's commands, and the options of the one that is typed. */
export const suggestionScript = `
import { element } from './entries.js';

const list = document.getElementById('suggestions');
const input = document.getElementById('discord-text');
let usages = [];

input.addEventListener('input', suggest);

export function offer(registered) {
	usages = registered;
	suggest();
}

export function fill(text) {
	input.value = text;
	input.focus();
	input.setSelectionRange(text.length, text.length);
	suggest();
}

export function suggest() {
	const typed = input.value.trimStart();
	const used = usages.find(({ path }) => typed === '/' + path || typed.startsWith('/' + path + ' '));
	list.replaceChildren(...(used ? optionButtons(used, typed) : commandButtons(typed)));
	if (typed === '') keepHeight();
}

/** Fewer suggestions must not move the box while somebody types in it. */
function keepHeight() {
	list.style.minHeight = '';
	list.style.minHeight = list.offsetHeight + 'px';
}

function commandButtons(typed) {
	return usages
		.filter(({ path }) => typed === '' || ('/' + path).startsWith(typed))
		.map(({ path, description, options }) => {
			const required = options.filter(({ isRequired }) => isRequired).map(({ name }) => name + ':');
			return suggestion('/' + path, description, ['/' + path, required[0] || ''].join(' ').trimEnd());
		});
}

function optionButtons({ options }, typed) {
	return options
		.filter(({ name }) => !typed.includes(' ' + name + ':'))
		.map(({ name, description, isRequired }) => {
			const label = isRequired ? name + ':' : name + ': (optional)';
			return suggestion(label, description, typed.trimEnd() + ' ' + name + ':');
		});
}

function suggestion(label, description, text) {
	const button = element('button', { type: 'button', title: description, textContent: label });
	button.addEventListener('click', () => fill(text));
	return button;
}
`;
