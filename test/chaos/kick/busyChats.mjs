// A simulated Kick in its own process, so that the memory of a client beside it can be measured. Messages control it:
// `{ talk: { messages, perSecond } }` makes viewers write in all chats in turn, number after number in each.
import { once } from 'node:events';
import { SimulatedKick } from '../../../dist/sandbox.js';

const TickMs = 5;
const SubscribeLimitMs = 60_000;

const kick = await SimulatedKick.start();
const chats = Array.from({ length: Number(process.env.CHATS) }, (_, index) => kick.addStreamer(`streamer${index}`));
process.once('disconnect', () => process.exit());
process.send({ pusherUrl: kick.pusherUrl, url: kick.url, chatroomIds: chats.map(({ chatroomId }) => chatroomId) });

const [{ talk }] = await once(process, 'message');
for (const { slug } of chats) await kick.realtime.waitForSubscription(slug, 1, SubscribeLimitMs);

const startedAt = performance.now();
let said = 0;
const timer = setInterval(() => {
	// Sends more after a late timer, so that the rate holds.
	const due = Math.min(talk.messages, Math.floor(((performance.now() - startedAt) / 1_000) * talk.perSecond));
	for (; said < due; said++) {
		const chat = chats[said % chats.length];
		void kick.viewer(`viewer${said % 1_000}`).says(String(Math.floor(said / chats.length)), { in: chat.slug });
	}
	if (said < talk.messages) return;
	clearInterval(timer);
	process.send({ seconds: (performance.now() - startedAt) / 1_000 });
}, TickMs);
