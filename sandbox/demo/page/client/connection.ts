import type { PageEvents } from '../PageEvents.js';
import { find } from './dom.js';

type Listeners = { [Name in keyof PageEvents]: (data: PageEvents[Name]) => void };

const RetryMs = 2000;
const status = find('connection');

/** Keeps the stream of server-sent events open, and shows its state. */
export function connect(listeners: Listeners): void {
	const source = new EventSource('/events');
	source.addEventListener('open', () => show('open', 'Connected'));
	source.addEventListener('error', () => {
		show('cut', 'Connection lost. Trying again …');
		// The browser itself tries again, unless the answer was an error.
		if (source.readyState === EventSource.CLOSED) setTimeout(connect, RetryMs, listeners);
	});
	for (const [name, listener] of Object.entries(listeners)) {
		source.addEventListener(name, ({ data }) => listener(JSON.parse(data)));
	}
}

function show(state: 'open' | 'cut', text: string): void {
	status.dataset.state = state;
	status.textContent = text;
}
