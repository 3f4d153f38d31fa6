import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ShownMessages } from '../../../src/lib/echoes/ShownMessages.js';
import { KickMetrics } from '../../../src/lib/KickMetrics.js';
import type { ChatroomFrame } from '../../../src/lib/kick/index.js';
import { SocketReader } from '../../../src/lib/socket/SocketReader.js';
import type { ChatroomProof } from '../../../src/lib/storage/repositories/ChatroomRepository.js';
import type { LinkedChannel } from '../../../src/lib/storage/repositories/linkedChannels.js';
import { systemClock } from '../../../src/lib/time/Clock.js';
import { type RecordingLogger, recordingLogger } from '../../support/recordingLogger.js';

const channel = (guildId: string, broadcasterUserId: number, chatroomId: number): LinkedChannel => ({
	guildId,
	broadcasterUserId,
	username: 'streamer',
	slug: null,
	chatroomId
});

const proof = (chatroomId: number, broadcasterUserId: number): ChatroomProof => ({
	chatroomId,
	broadcasterUserId,
	provenBy: 'website',
	provenAt: new Date(0)
});

let linked: LinkedChannel[];
let proofs: ChatroomProof[];
/** Message keys that the log has from webhooks of other processes. */
let delivered: string[];
let store: (proof: ChatroomProof) => Promise<void>;
let findChannels: () => Promise<LinkedChannel[]>;
let owned: Set<string>;
/** Chatrooms that the client was asked to read, in order. */
let joined: number[][];
let received: unknown[];
let receive: (frame: ChatroomFrame) => void;
let logger: RecordingLogger;
let metrics: KickMetrics;
let isStopped: boolean;
let reader: SocketReader;

beforeEach(() => {
	vi.useFakeTimers();
	linked = [channel('1', 5, 50)];
	proofs = [proof(50, 5)];
	delivered = [];
	store = async (found) => {
		if (!proofs.some(({ chatroomId }) => chatroomId === found.chatroomId)) proofs.push(found);
	};
	findChannels = async () => linked;
	owned = new Set(['1', '2']);
	joined = [];
	received = [];
	isStopped = false;
	logger = recordingLogger();
	metrics = new KickMetrics();
	reader = new SocketReader({
		storage: {
			links: { channels: () => findChannels() },
			chatrooms: {
				list: async () => [...proofs],
				prove: (found) => store(found),
				forget: async (gone) => {
					proofs = proofs.filter((known) => known !== gone);
				}
			},
			events: { cameByWebhook: async (keys) => delivered.filter((key) => keys.includes(key)) }
		},
		owns: (guildId) => owned.has(guildId),
		connect: (onFrame) => {
			receive = onFrame;
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
		logger,
		clock: systemClock
	});
});
afterEach(async () => {
	await reader.stop();
	vi.useRealTimers();
});

/** Lets pending work end, without any time passing. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const frame = (chatroomId: number) => ({ chatroomId, event: 'App\\Events\\ChatroomClearEvent', data: { id: 'c' } });

describe('the chats that are read', () => {
	it('are looked up at the start, not before', async () => {
		reader.refresh();
		await settle();
		expect(joined).toEqual([]);
		reader.start();
		await settle();
		expect(joined).toEqual([[50]]);
	});

	it('are looked up again on each change here, even during a lookup', async () => {
		reader.start();
		linked = [channel('1', 5, 50), channel('2', 6, 60)];
		reader.refresh();
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

	it('are kept while the database does not answer, with one line in the log', async () => {
		reader.start();
		await settle();
		findChannels = () => Promise.reject(new Error('no database'));
		await vi.advanceTimersByTimeAsync(30_000);
		expect(joined).toEqual([[50]]);
		expect(logger.lines).toEqual([expect.stringContaining('Could not look up which chats to read')]);
		findChannels = async () => [];
		await vi.advanceTimersByTimeAsync(10_000);
		expect(joined.at(-1)).toEqual([]);
	});

	it('are none after the end', async () => {
		reader.start();
		await settle();
		await reader.stop();
		linked = [];
		reader.refresh();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(joined).toEqual([[50]]);
		expect(isStopped).toBe(true);
	});
});

describe('a received message', () => {
	it('goes to the channel of the chatroom; one without a channel is counted', async () => {
		reader.start();
		await settle();
		receive(frame(50));
		receive(frame(51));
		expect(received).toEqual([[50, '1']]);
		expect((await metrics.render()).text).toContain('kick_socket_frames_total{outcome="ignored"} 1');
	});

	it('of a chatroom that is not proven goes nowhere, and is counted', async () => {
		proofs = [];
		reader.start();
		await settle();
		expect(joined).toEqual([[50]]);
		receive(frame(50));
		expect(received).toEqual([]);
		expect(reader.isSubscribed(50, 5)).toBe(false);
		expect((await metrics.render()).text).toContain('kick_socket_frames_total{outcome="unproven"} 1');
	});
});

describe('a proof', () => {
	const message = (id: string, sender: object = { id: 99 }) => ({
		chatroomId: 50,
		event: 'App\\Events\\ChatMessageEvent',
		data: { id, chatroom_id: 50, sender }
	});
	const owner = { id: 5, identity: { badges: [{ type: 'broadcaster' }] } };

	beforeEach(async () => {
		proofs = [];
		reader.start();
		await settle();
	});

	it('counts immediately, for the same frame that contains it, and is stored', async () => {
		receive(message('m-1', owner));
		receive(message('m-2'));
		expect(received).toEqual([
			[50, '1'],
			[50, '1']
		]);
		expect(reader.isSubscribed(50, 5)).toBe(true);
		await settle();
		expect(proofs).toMatchObject([{ chatroomId: 50, broadcasterUserId: 5, provenBy: 'badge' }]);
		expect(logger.lines.filter((line) => line.includes('is proven to be that of channel 5'))).toHaveLength(1);
	});

	it('can be a webhook that this process receives', async () => {
		receive(message('m-1'));
		reader.deliver(5, '5:m-1');
		receive(message('m-2'));
		expect(received).toEqual([[50, '1']]);
		await settle();
		expect(proofs).toMatchObject([{ provenBy: 'message' }]);
	});

	it('can be a webhook that another process received, within 10 seconds', async () => {
		receive(message('m-1'));
		delivered = ['5:m-1'];
		await vi.advanceTimersByTimeAsync(10_000);
		expect(proofs).toMatchObject([{ provenBy: 'message' }]);
		receive(message('m-2'));
		expect(received).toEqual([[50, '1']]);
	});

	it('that another process has stored counts within 10 seconds', async () => {
		proofs = [proof(50, 5)];
		await vi.advanceTimersByTimeAsync(10_000);
		receive(message('m-1'));
		expect(received).toEqual([[50, '1']]);
	});

	it('that could not be stored counts, and is stored as soon as the database accepts it', async () => {
		const take = store;
		store = () => Promise.reject(new Error('database is locked'));
		receive(message('m-1', owner));
		await vi.advanceTimersByTimeAsync(20_000);
		expect([proofs, received]).toEqual([[], [[50, '1']]]);
		expect(logger.lines.filter((line) => line.includes('database is locked'))).toHaveLength(1);
		store = take;
		await vi.advanceTimersByTimeAsync(10_000);
		expect(proofs).toHaveLength(1);
		expect(reader.isSubscribed(50, 5)).toBe(true);
	});

	it('of another process overrides one that was found here', async () => {
		linked = [channel('1', 5, 50), channel('2', 6, 50)];
		proofs = [proof(50, 6)];
		receive(message('m-1', owner));
		await settle();
		expect([reader.isSubscribed(50, 5), reader.isSubscribed(50, 6)]).toEqual([false, true]);
	});

	it('is forgotten when no server claims it any longer, and does not return by itself', async () => {
		receive(message('m-1', owner));
		await settle();
		linked = [channel('1', 5, 51)];
		reader.refresh();
		await settle();
		expect(proofs).toEqual([]);
		linked = [channel('1', 5, 50)];
		reader.refresh();
		await settle();
		expect(reader.isSubscribed(50, 5)).toBe(false);
	});
});
