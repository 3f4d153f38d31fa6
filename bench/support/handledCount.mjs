import { container } from '@sapphire/framework';

let handled = 0;
let isCounting = false;
const waiting = new Set();

/**
 * Resolves when this many listener calls have succeeded since the process started, or after the limit. Returns how
 * many.
 *
 * It watches the bot's own counter, which rises when the cursor is stored. Reading `/metrics` every 10 ms would take
 * time from the bot, and would answer up to 10 ms late.
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
	// The values are available at once, although the method returns a promise.
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
