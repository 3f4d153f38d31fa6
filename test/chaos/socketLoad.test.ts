import { expect, it, onTestFinished } from 'vitest';
import type { KickChatMessage } from '../../src/lib/kick/events/index.js';
import { type ChatroomFrame, decodeSocketEvent, RealtimeClient } from '../../src/lib/kick/index.js';
import { average, heapAfterCollection, inMebibytes } from '../support/memory.js';
import { PatienceMs } from '../support/patience.js';
import { BusyChats } from './support/BusyChats.js';

const Chats = 200;
const Messages = 60_000;
const MessagesPerSecond = 1_000;
const CollectEvery = Messages / 40;
/** In a quarter of the time 15,000 messages arrive, of more than 500 bytes each. */
const GrowthLimitBytes = 512 * 1_024;
const broadcaster = {
	id: 1,
	username: 'streamer',
	slug: 'streamer',
	avatarUrl: null,
	isVerified: false,
	color: null,
	badges: []
};

/** Counts the messages of a chat, which are consecutive numbers. */
class Listener {
	public received = 0;
	/** Messages that were not the next number, or no message. */
	public readonly wrong: string[] = [];
	/** Heap sizes after a full collection, evenly spaced. */
	public readonly heaps: number[] = [];
	readonly #next = new Map<number, number>();

	public take({ chatroomId, event, data }: ChatroomFrame): void {
		const decoded = decodeSocketEvent(event, data, broadcaster).unwrapOr(null);
		const content = (decoded?.event as KickChatMessage | undefined)?.content;
		const expected = this.#next.get(chatroomId) ?? 0;
		if (content !== String(expected)) this.wrong.push(`${chatroomId}: ${content} and not ${expected}`);
		this.#next.set(chatroomId, expected + 1);
		if (++this.received % CollectEvery === 0) this.heaps.push(heapAfterCollection());
	}
}

it('receives 200 chats with 1,000 messages a second without a loss, in order, and leaks no memory', async () => {
	const chats = await BusyChats.start(Chats);
	const { pusherUrl, url, chatroomIds } = chats.addresses;
	const listener = new Listener();
	const client = new RealtimeClient({
		provider: 'pusher',
		pusherUrl,
		negotiationUrl: url,
		onFrame: (frame) => listener.take(frame),
		onNotice: () => {}
	});
	onTestFinished(() => client.stop());
	client.setChatrooms(new Set(chatroomIds));

	const seconds = await chats.talk(Messages, MessagesPerSecond);
	await expect.poll(() => listener.received, { timeout: PatienceMs }).toBe(Messages);
	console.info(`${Messages} messages in ${seconds.toFixed(1)} s; heap in MiB: ${listener.heaps.map(inMebibytes)}`);

	expect(listener.wrong).toEqual([]);
	expect(client.status.connections.map(({ state, subscribed }) => [state, subscribed])).toEqual([
		['open', 100],
		['open', 100]
	]);
	const quarter = listener.heaps.length / 4;
	const growth = average(listener.heaps.slice(-quarter)) - average(listener.heaps.slice(quarter, 2 * quarter));
	expect(growth).toBeLessThan(GrowthLimitBytes);
});
