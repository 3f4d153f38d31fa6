import { container } from '@sapphire/framework';

let handled = 0;
let isCounting = false;
const waiting = new Set();

/**
 * Resolves when the listeners have ended well so often since the process began, or after the limit. Answers how often.
 *
 * It watches the bot's own counter, which rises when the cursor is stored. Reading `/metrics` every 10 ms instead costs the bot
 * time that it needs for the events, and answers up to 10 ms late.
 */
export function untilHandled(count, limitMs) {
	startCounting();
	return new Promise((resolve) => {
		const end = () => {
			waiting.delete(check);
			clearTimeout(timer);
			resolve(handled);
		};
		const check = () => {
			if (handled >= count) end();
		};
		const timer = setTimeout(end, limitMs);
		waiting.add(check);
		check();
	});
}

function startCounting() {
	if (isCounting) return;
	isCounting = true;
	const { handled: counter } = container.kick.metrics;
	// It lists its values at once, although it answers by a promise.
	const past = counter.get();
	const inc = counter.inc.bind(counter);
	counter.inc = (labels, value = 1) => {
		inc(labels, value);
		if (isOfListeners(labels)) rise(value);
	};
	past.then(({ values }) => {
		rise(values.filter(({ labels }) => isOfListeners(labels)).reduce((sum, { value }) => sum + value, 0));
	});
}

function isOfListeners({ consumer, state }) {
	return consumer === 'listeners' && state === 'handled';
}

function rise(value) {
	handled += value;
	for (const check of waiting) check();
}
