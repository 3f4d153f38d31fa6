/** Forms and buttons of the page. */
import type { Scene } from '../PageEvents.js';
import { connect } from './connection.js';
import { element, find } from './dom.js';
import { showAll, showAs, showEntry } from './logs.js';
import { post } from './post.js';
import { fill, offer, suggest } from './suggestions.js';

const members = find<HTMLSelectElement>('discord-as');
const viewer = find<HTMLInputElement>('kick-as');
const stream = find<HTMLButtonElement>('stream');
const discordStatus = find('discord-status');
const kickStatus = find('kick-status');

connect({
	snapshot: ({ scene, entries }) => {
		showScene(scene);
		showAs(members.value);
		showAll(entries);
	},
	scene: showScene,
	entry: showEntry
});

sendOnSubmit('discord', (text) => post('/discord/messages', { as: members.value, text }, discordStatus), suggest);
sendOnSubmit('kick', (text) => post('/kick/messages', { as: viewer.value, text }, kickStatus));
members.addEventListener('change', () => showAs(members.value));
document.addEventListener('reply', (event) => {
	fill(`/kick say reply_to:${(event as CustomEvent<string>).detail} message:`);
});
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-action]')) {
	button.addEventListener('click', () => {
		if (!viewer.reportValidity()) return;
		void post('/kick/actions', { as: viewer.value, action: button.dataset.action }, kickStatus);
	});
}
stream.addEventListener('click', () => {
	void post('/kick/stream', { live: stream.dataset.live !== 'true' }, kickStatus);
});

function showScene(scene: Scene): void {
	find('guild').textContent = scene.guild;
	find('channel').textContent = `#${scene.channel}`;
	find('streamer').textContent = scene.streamer;
	find('live').hidden = !scene.isLive;
	stream.dataset.live = String(scene.isLive);
	stream.textContent = scene.isLive ? 'End stream' : 'Go live';
	if (members.options.length !== scene.members.length) {
		members.replaceChildren(...scene.members.map((name) => element('option', { value: name, textContent: name })));
	}
	offer(scene.usages);
}

function sendOnSubmit(
	side: 'discord' | 'kick',
	send: (text: string) => Promise<boolean>,
	onChange: () => void = () => {}
): void {
	const input = find<HTMLInputElement>(`${side}-text`);
	find<HTMLFormElement>(`${side}-form`).addEventListener('submit', async (event) => {
		event.preventDefault();
		const text = input.value;
		if (text.trim() === '') return;
		input.value = '';
		onChange();
		const isSent = await send(text);
		if (isSent || input.value !== '') return;
		input.value = text;
		onChange();
	});
}
