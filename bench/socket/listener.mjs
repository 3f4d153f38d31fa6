// A client under test: counts the chat messages that it receives.
import { clients } from './clients.mjs';

const [, , name, url] = process.argv;
let wanted = Number.POSITIVE_INFINITY;
let heard = 0;
let begun = 0;

await clients[name](url, (content) => {
	if (!content.startsWith('message ')) throw new Error('This is not what was sent.');
	if (heard === 0) begun = performance.now();
	heard += 1;
	if (heard < wanted) return;
	process.send({ heard, seconds: (performance.now() - begun) / 1_000 });
	heard = 0;
});
process.on('message', ({ frames }) => {
	wanted = frames;
	process.send({ waiting: true });
});
process.on('disconnect', () => process.exit());
process.send({ subscribed: true });
