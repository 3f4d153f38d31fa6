import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SimulatedKick } from '../../../../sandbox/kick/index.js';
import { type ChatroomFrame, RealtimeClient, type RealtimeProvider } from '../../../../src/lib/kick/index.js';
import { Mailbox } from './support/Mailbox.js';

/** Runs in real time. The simulation was built independently, and the official `pusher-js` understands it. */
describe('RealtimeClient and the simulated Kick', () => {
	let kick: SimulatedKick;
	let frames: Mailbox<ChatroomFrame>;
	let client: RealtimeClient;

	beforeAll(async () => {
		kick = await SimulatedKick.start();
		kick.addStreamer('streamerone');
		kick.addStreamer('streamertwo');
	});

	beforeEach(() => {
		kick.realtime.provider = 'pusher';
		frames = new Mailbox('frame');
	});

	afterEach(async () => {
		await client.stop();
		await kick.realtime.waitForConnections(0);
	});

	afterAll(() => kick.stop());

	async function connect(provider: RealtimeProvider | 'auto'): Promise<void> {
		client = new RealtimeClient({
			provider,
			pusherUrl: kick.realtime.pusherUrl,
			negotiationUrl: kick.url,
			onFrame: (frame) => frames.put(frame),
			onNotice: () => {},
			random: () => 0
		});
		client.setChatrooms(new Set([kick.streamer('streamerone').chatroomId, kick.streamer('streamertwo').chatroomId]));
		await subscribed();
	}

	async function subscribed(): Promise<void> {
		await kick.realtime.waitForSubscription('streamerone');
		await kick.realtime.waitForSubscription('streamertwo');
	}

	async function receives(streamer: string, content: string): Promise<void> {
		await kick.viewer('ana').says(content, { in: streamer });
		expect(await frames.take()).toMatchObject({
			chatroomId: kick.streamer(streamer).chatroomId,
			event: 'App\\Events\\ChatMessageEvent',
			data: { content }
		});
	}

	test.each(['auto', 'pusher', 'centrifugo'] as const)(
		'with %s it receives both chats on one connection',
		async (provider) => {
			await connect(provider);
			await receives('streamerone', 'ciao [emote:37226:KEKW]');
			await receives('streamertwo', 'hei');
			expect(kick.realtime.connections).toHaveLength(1);
		}
	);

	test('it survives a changed key', async () => {
		await connect('auto');
		kick.realtime.rotateKey();
		await subscribed();
		await receives('streamerone', 'after');
	});

	test('it moves to Centrifugo with Kick', async () => {
		await connect('auto');
		kick.realtime.provider = 'centrifugo';
		kick.realtime.rotateKey();
		await subscribed();
		await receives('streamerone', 'after');
		expect(client.status.provider).toBe('centrifugo');
	});

	test.each([undefined, 4100, 4200])('it reconnects after %s', async (code) => {
		await connect('pusher');
		kick.realtime.drop(code);
		await subscribed();
		await receives('streamertwo', 'after');
	});

	test('it receives every document of a message', async () => {
		kick.realtime.documentsPerFrame = 5;
		await connect('centrifugo');
		await Promise.all(
			Array.from({ length: 20 }, (_, index) => kick.viewer('ana').says(`${index}`, { in: 'streamerone' }))
		);
		const received = new Set<unknown>();
		while (received.size < 20) received.add((await frames.take()).data);
	});
});
