/** Keeps the stream of server-sent events open, and says so. */
export const connectionScript = `
const RetryMs = 2000;
const status = document.getElementById('connection');

function show(state, text) {
	status.dataset.state = state;
	status.textContent = text;
}

/** @param listeners by event name; each gets the parsed data. */
export function connect(listeners) {
	const source = new EventSource('/events');
	source.addEventListener('open', () => show('open', 'Connected'));
	source.addEventListener('error', () => {
		show('cut', 'Connection lost. Trying again …');
		// The browser itself tries again, unless the answer was an error.
		if (source.readyState === EventSource.CLOSED) setTimeout(connect, RetryMs, listeners);
	});
	for (const [name, listener] of Object.entries(listeners)) {
		source.addEventListener(name, (event) => listener(JSON.parse(event.data)));
	}
}
`;
