import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatroomFrame } from '../../../src/lib/kick/index.js';
import { KickMetrics } from '../../../src/lib/metrics/KickMetrics.js';
import { ShownMessages } from '../../../src/lib/socket/ShownMessages.js';
import { SocketReader } from '../../../src/lib/socket/SocketReader.js';
import type { LinkedChannel } from '../../../src/lib/storage/links/types.js';
import { systemClock } from '../../../src/lib/time/Clock.js';
import { type RecordingLogger, recordingLogger } from '../../support/recordingLogger.js';

const channel = (guildId: string, broadcasterUserId: number, chatroomId: number): LinkedChannel => ({
	guildId,
	broadcasterUserId,
	username: 'streamer',
	slug: null,
	chatroomId
});

let linked: LinkedChannel[];
let look: () => Promise<LinkedChannel[]>;
let owned: Set<string>;
/** What the client was told to listen to, in order. */
let joined: number[][];
let received: unknown[];
let hear: (frame: ChatroomFrame) => void;
let logger: RecordingLogger;
let metrics: KickMetrics;
let isStopped: boolean;
let reader: SocketReader;

beforeEach(() => {
	vi.useFakeTimers();
	linked = [channel('1', 5, 50)];
	look = async () => linked;
	owned = new Set(['1', '2']);
	joined = [];
	received = [];
	isStopped = false;
	logger = recordingLogger();
	metrics = new KickMetrics();
	reader = new SocketReader({
		links: { channels: () => look() },
		owns: (guildId) => owned.has(guildId),
		connect: (onFrame) => {
			hear = onFrame;
			return {
				setChatrooms: (ids) => void joined.push([...ids]),
				chatroom: (id) => ({ subscribed: id === 50, subscribedAt: null, lastEventAt: null }),
				status: { provider: 'pusher', connections: [] },
				stop: async () => {
					isStopped = true;
				}
			};
		},
		receiver: { receive: async (frame, { guildId }) => void received.push([frame.chatroomId, guildId]) },
		shown: new ShownMessages(systemClock),
		metrics,
		logger
	});
});
afterEach(async () => {
	await reader.stop();
	vi.useRealTimers();
});

/** Lets what is under way end, without any time passing. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const frame = (chatroomId: number) => ({ chatroomId, event: 'App\\Events\\ChatroomClearEvent', data: { id: 'c' } });

describe('the chats that are read', () => {
	it('are looked up at the start, not before', async () => {
		reader.look();
		await settle();
		expect(joined).toEqual([]);
		reader.start();
		await settle();
		expect(joined).toEqual([[50]]);
	});

	it('are looked up again on each change here, also on one that comes during a look', async () => {
		reader.start();
		linked = [channel('1', 5, 50), channel('2', 6, 60)];
		reader.look();
		await settle();
		expect(joined.at(-1)).toEqual([50, 60]);
	});

	it('are found within 10 seconds when another process has linked one, or this process got its lease', async () => {
		reader.start();
		await settle();
		linked = [channel('1', 5, 50), channel('3', 6, 60)];
		await vi.advanceTimersByTimeAsync(10_000);
		expect(joined.at(-1)).toEqual([50]);
		owned.add('3');
		await vi.advanceTimersByTimeAsync(10_000);
		expect(joined.at(-1)).toEqual([50, 60]);
	});

	it('stay as they are while the database does not answer, with one line in the log', async () => {
		reader.start();
		await settle();
		look = () => Promise.reject(new Error('no database'));
		await vi.advanceTimersByTimeAsync(30_000);
		expect(joined).toEqual([[50]]);
		expect(logger.lines).toEqual([expect.stringContaining('could not be looked up')]);
		look = async () => [];
		await vi.advanceTimersByTimeAsync(10_000);
		expect(joined.at(-1)).toEqual([]);
	});

	it('are no more after the end', async () => {
		reader.start();
		await settle();
		await reader.stop();
		linked = [];
		reader.look();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(joined).toEqual([[50]]);
		expect(isStopped).toBe(true);
	});
});

describe('what is heard', () => {
	it('goes to the channel of the chatroom; what is nobody’s is counted', async () => {
		reader.start();
		await settle();
		hear(frame(50));
		hear(frame(51));
		expect(received).toEqual([[50, '1']]);
		expect((await metrics.render()).text).toContain('kick_socket_frames_total{outcome="ignored"} 1');
	});

	it('counts as subscribed only where it belongs to one channel', async () => {
		linked = [channel('1', 5, 50)];
		reader.start();
		await settle();
		expect([reader.isSubscribed(50, 5), reader.isSubscribed(60, 6)]).toEqual([true, false]);
		linked = [channel('1', 5, 50), channel('2', 6, 50)];
		reader.look();
		await settle();
		expect(reader.isSubscribed(50, 5)).toBe(false);
	});

	it('counts as subscribed for the owner of the chatroom alone, once the owner is known', async () => {
		linked = [channel('1', 5, 50), channel('2', 6, 50)];
		reader.start();
		await settle();
		const sender = { id: 6, identity: { badges: [{ type: 'broadcaster' }] } };
		hear({ chatroomId: 50, event: 'App\\Events\\ChatMessageEvent', data: { sender } });
		expect([reader.isSubscribed(50, 5), reader.isSubscribed(50, 6)]).toEqual([false, true]);
	});
});
