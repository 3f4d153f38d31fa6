/** The forms and buttons of the page. */
export const pageScript = `
import { connect } from './connection.js';
import { element, showAll, showAs, showEntry } from './entries.js';
import { fill, offer, suggest } from './suggestions.js';

const find = (id) => document.getElementById(id);
const members = find('discord-as');
const viewer = find('kick-as');
const stream = find('stream');

connect({
	snapshot: ({ scene, entries }) => {
		showScene(scene);
		showAs(members.value);
		showAll(entries);
	},
	scene: showScene,
	entry: showEntry
});

sendOnSubmit('discord', (text) => post('/discord/messages', { as: members.value, text }, find('discord-status')), suggest);
sendOnSubmit('kick', (text) => post('/kick/messages', { as: viewer.value, text }, find('kick-status')));
members.addEventListener('change', () => showAs(members.value));
document.addEventListener('reply', ({ detail }) => fill('/kick say reply_to:' + detail + ' message:'));
for (const button of document.querySelectorAll('[data-action]')) {
	button.addEventListener('click', () => {
		if (!viewer.reportValidity()) return;
		post('/kick/actions', { as: viewer.value, action: button.dataset.action }, find('kick-status'));
	});
}
stream.addEventListener('click', () => {
	post('/kick/stream', { live: stream.dataset.live !== 'true' }, find('kick-status'));
});

function showScene(scene) {
	find('guild').textContent = scene.guild;
	find('channel').textContent = '#' + scene.channel;
	find('streamer').textContent = scene.streamer;
	find('live').hidden = !scene.isLive;
	stream.dataset.live = scene.isLive;
	stream.textContent = scene.isLive ? 'End stream' : 'Go live';
	if (members.options.length !== scene.members.length) {
		members.replaceChildren(...scene.members.map((name) => element('option', { value: name, textContent: name })));
	}
	offer(scene.usages);
}

function sendOnSubmit(side, send, onChange = () => {}) {
	const input = find(side + '-text');
	find(side + '-form').addEventListener('submit', async (event) => {
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

async function post(path, body, status) {
	status.textContent = '';
	try {
		const response = await fetch(path, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body)
		});
		if (response.ok) return true;
		// The reason of a 422 is in the log of its side.
		if (response.status !== 422) status.textContent = (await response.json()).error;
	} catch {
		status.textContent = 'The sandbox does not answer. Is it still running?';
	}
	return false;
}
`;
