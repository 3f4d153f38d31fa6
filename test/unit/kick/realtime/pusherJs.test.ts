import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SimulatedKick, type Streamer } from '../../../../sandbox/kick/index.js';
import { WaitableList } from '../../../../sandbox/Waiters.js';
import { RealtimeClient } from '../../../../src/lib/kick/index.js';
import { type HeardEvent, PusherJsListener } from '../../../support/PusherJsListener.js';
import { privateKeyPem } from '../../../support/privateKeyPem.js';

const LimitMs = 10_000;
const OddTexts = [
	'ünïcödé 👨‍👩‍👧‍👦 "quoted" \\n \\u0000',
	'line\nbreak\ttab\r\u0000\u001f\u007f',
	'\u202eright to left\u202c \u2028\u2029 \ufeff\u200b',
	'two ways to write \u00e9: e\u0301',
	'half a pair: \ud83d and \udc68',
	'{"event":"pusher:error","data":{"code":4001}}',
	'pusher:ping',
	'Ẑ̵̢̛̭͎a̷l̶g̸o̶'.repeat(40),
	'x'.repeat(100_000)
];
/**
 * Messages that neither Pusher nor Kick sends: the next one must still arrive. JSON without an event breaks pusher-js.
 */
const BrokenFrames = [
	'',
	'no JSON',
	'{"event":',
	'{"event":"App\\\\Events\\\\ChatMessageEvent","data":"{}"}',
	'{"event":"App\\\\Events\\\\ChatMessageEvent","data":"{}","channel":"chatrooms.1.v2"}',
	'{"event":"pusher:unheard_of","data":"{}"}'
];

/** This client and Pusher's own, side by side at one server: both must produce the same result. */
describe('RealtimeClient beside the official pusher-js client', () => {
	let kick: SimulatedKick;
	let one: Streamer;
	let other: Streamer;
	let own: WaitableList<HeardEvent>;
	let client: RealtimeClient;
	let official: PusherJsListener;

	beforeEach(async () => {
		kick = await SimulatedKick.start({ privateKeyPem });
		one = kick.addStreamer('streamerone');
		other = kick.addStreamer('streamertwo');
		own = new WaitableList(({ event }) => event);
		client = new RealtimeClient({
			provider: 'auto',
			pusherUrl: kick.pusherUrl,
			negotiationUrl: kick.url,
			onFrame: ({ chatroomId, event, data }) => own.add({ channel: `chatrooms.${chatroomId}.v2`, event, data }),
			onNotice: () => {},
			random: () => 0
		});
		client.setChatrooms(new Set([one.chatroomId, other.chatroomId]));
		official = await listenOfficially();
		await bothSubscribed();
	});

	afterEach(async () => {
		official.stop();
		await client.stop();
		await kick.stop();
	});

	async function listenOfficially(): Promise<PusherJsListener> {
		const listener = new PusherJsListener(kick.pusherUrl);
		for (const { chatroomId } of [one, other]) await listener.listenTo(`chatrooms.${chatroomId}.v2`);
		return listener;
	}

	async function bothSubscribed(): Promise<void> {
		for (const { slug } of [one, other]) await kick.realtime.waitForSubscription(slug, 2, LimitMs);
	}

	function push(data: unknown, event = 'App\\Events\\ChatMessageEvent', { chatroomId } = one): void {
		kick.realtime.push({ channel: `chatrooms.${chatroomId}.v2`, event, data });
	}

	/** Checks that everything sent before has arrived at both, in the same order and with the same content. */
	async function expectSame(atLeast: number): Promise<void> {
		const mark = crypto.randomUUID();
		push(mark, 'mark', other);
		const isMark = ({ data }: HeardEvent) => data === mark;
		await Promise.all([own.waitFor(isMark, 'mark', LimitMs), official.waitFor(isMark)]);
		expect(own.items).toEqual(official.events);
		expect(own.items.length).toBeGreaterThan(atLeast);
		own.items.length = 0;
		official.received.items.length = 0;
	}

	test('receives the same for all messages of people', async () => {
		const [ana, place] = [kick.viewer('Ana_B'), { in: one.slug }];
		for (const text of OddTexts) {
			const { messageId } = await ana.says(text, place);
			await kick.viewer('ben').says(`re: ${text}`, { ...place, replyTo: messageId });
			one.pins(messageId);
			one.deletes(messageId);
			await ana.says(text, { in: other.slug });
		}
		one.unpins();
		await one.bans('Ana_B', { minutes: 5 });
		one.unbans('Ana_B');
		one.setsChatMode({ slowMode: 7, followersMode: 10, subscribersMode: true, emotesMode: true });
		await ana.subscribes(place);
		await ana.gifts(3, place);
		await ana.redeems('Say hi', OddTexts[0], place);
		await ana.giftsKicks(500, OddTexts[1], place);
		other.hosts(one.slug, { viewers: 42, message: OddTexts[2] });
		one.clearsChat();
		await expectSame(OddTexts.length * 5 + 9);
	});

	test('receives the same for any JSON under any name, with any other message between', async () => {
		const values = fc.sample(fc.tuple(fc.jsonValue(), fc.string({ maxLength: 100, unit: 'binary', size: 'max' })), {
			numRuns: 1_000,
			seed: 7
		});
		for (const [index, [data, name]] of values.entries()) {
			push(data, `App\\Events\\${name}`, index % 2 === 0 ? one : other);
			kick.realtime.sendRaw(BrokenFrames[index % BrokenFrames.length]!);
		}
		await expectSame(values.length);
	});

	test('receives the same before and after drops, and with the new key after a changed one', async () => {
		for (const [index, code] of [4200, undefined, 4100].entries()) {
			push(`before ${index}`);
			await expectSame(1);
			kick.realtime.drop(code);
			push('while both are away');
			await bothSubscribed();
			push(`after ${index}`);
			await expectSame(1);
		}
		kick.realtime.rotateKey();
		await official.waitForState('disconnected');
		official = await listenOfficially();
		await bothSubscribed();
		push('with the new key');
		await expectSame(1);
	}, 30_000);
});
