// A client under test: counts the chat messages that it receives.
import { clients } from './clients.mjs';

const [, , name, url] = process.argv;
let wanted = Number.POSITIVE_INFINITY;
let received = 0;
let begun = 0;

await clients[name](url, (content) => {
	if (!content.startsWith('message ')) throw new Error('This is not what was sent.');
	if (received === 0) begun = performance.now();
	received += 1;
	if (received < wanted) return;
	process.send({ received, seconds: (performance.now() - begun) / 1_000 });
	received = 0;
});
process.on('message', ({ frames }) => {
	wanted = frames;
	process.send({ waiting: true });
});
process.on('disconnect', () => process.exit());
process.send({ subscribed: true });
