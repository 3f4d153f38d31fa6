import { describe, expect, it, onTestFinished } from 'vitest';
import type { SimulatedKick } from '../../../../sandbox/kick/index.js';
import { PusherJsListener, type PusherJsOptions } from '../../../support/PusherJsListener.js';
import { startKick } from './support.js';

function listen(kick: SimulatedKick, options?: PusherJsOptions): PusherJsListener {
	const listener = new PusherJsListener(kick.pusherUrl, options);
	onTestFinished(() => listener.stop());
	return listener;
}

async function startListening() {
	const kick = await startKick();
	const streamer = kick.addStreamer('streamerone');
	const listener = listen(kick);
	await listener.listenTo(`chatrooms.${streamer.chatroomId}.v2`);
	return { kick, streamer, listener };
}

/** Checks the simulation with Pusher's official client. */
describe('the official pusher-js client', () => {
	it('receives the chat, in order', async () => {
		const { kick, listener } = await startListening();
		const texts = ['hi', 'ünïcödé 👨‍👩‍👧‍👦 "\\', '[emote:37226:KEKW]'];
		for (const text of texts) await kick.viewer('ana').says(text);
		await listener.waitFor(({ data }) => JSON.stringify(data).includes('KEKW'));
		expect(listener.events).toMatchObject(
			texts.map((content) => ({ event: 'App\\Events\\ChatMessageEvent', data: { content } }))
		);
		expect(listener.errors.items).toEqual([]);
	});

	it('receives several chats on one connection', async () => {
		const { kick, listener } = await startListening();
		const other = kick.addStreamer('other');
		await listener.listenTo(`chatrooms.${other.chatroomId}.v2`);
		await kick.viewer('ana').says('there', { in: 'other' });
		await listener.waitFor(({ channel }) => channel === `chatrooms.${other.chatroomId}.v2`);
		expect(kick.realtime.connections.map(({ channels }) => channels.size)).toEqual([2]);
	});

	it('answers pings of the server', async () => {
		const { kick } = await startListening();
		kick.realtime.ping();
		await kick.realtime.waitForFrame(({ text }) => text.includes('pusher:pong'));
	});

	it('has its own pings answered, and stays', async () => {
		const kick = await startKick();
		const listener = listen(kick, { activityTimeout: 30, pongTimeout: 1000 });
		await listener.waitForState('connected');
		const pings: string[] = [];
		await kick.realtime.waitForFrame(({ text }) => {
			if (text.includes('pusher:ping')) pings.push(text);
			return pings.length === 3;
		});
		expect(listener.states.items.at(-1)).toBe('connected');
	});

	it.each([4200, undefined])('reconnects after a drop (%s) and receives the chat again', async (code) => {
		const { kick, streamer, listener } = await startListening();
		kick.realtime.drop(code);
		await kick.realtime.waitForSubscription(streamer.slug);
		await kick.viewer('ana').says('back');
		await listener.waitFor(({ data }) => JSON.stringify(data).includes('back'));
	});

	it('gives up when the key has changed, and works with the new one', async () => {
		const { kick, streamer, listener } = await startListening();
		const oldUrl = kick.pusherUrl;
		kick.realtime.rotateKey();
		await listener.waitForState('disconnected');
		expect(listener.errors.items).toContain(4001);

		const late = new PusherJsListener(oldUrl);
		onTestFinished(() => late.stop());
		await late.waitForState('disconnected');
		expect(late.errors.items).toContain(4001);

		await listen(kick).listenTo(`chatrooms.${streamer.chatroomId}.v2`);
		await kick.realtime.waitForSubscription(streamer.slug);
	});
});
