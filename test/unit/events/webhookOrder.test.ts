import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Awaitable } from '../../../src/lib/awaitable.js';
import { Inbox } from '../../../src/lib/events/receiving/Inbox.js';
import { type ReceiveOutcome, WebhookReceiver } from '../../../src/lib/events/receiving/WebhookReceiver.js';
import { KickMetrics } from '../../../src/lib/KickMetrics.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { VirtualClock } from '../time/VirtualClock.js';

/** How a step of a delivery ends: `now` immediately, `later` after a while. */
const Pace = ['now', 'later', 'throws', 'rejects'] as const;
type Pace = (typeof Pace)[number];

const Steps = ['test', 'signature', 'channel', 'age', 'guilds'] as const;
type Step = (typeof Steps)[number];

const pace = fc.oneof({ weight: 8, arbitrary: fc.constantFrom<Pace>('now', 'later') }, fc.constantFrom<Pace>(...Pace));
const delivery = fc.record({
	channel: fc.constantFrom(5, 6),
	/** Whether the body names the channel, which otherwise is looked up. */
	names: fc.boolean(),
	forged: fc.boolean(),
	paces: fc.record<Record<Step, Pace>>({ test: pace, signature: pace, channel: pace, age: pace, guilds: pace }),
	/** Steps of other deliveries that end before the next delivery arrives. */
	pause: fc.nat(3)
});
type Delivery = typeof delivery extends fc.Arbitrary<infer Value> ? Value : never;

/** A receiver whose deliveries have their number as id, and whose steps the test controls. */
function receiverOf(scheduler: fc.Scheduler, deliveries: readonly Delivery[]) {
	const stored: number[] = [];
	const current = { index: 0 };
	const step = <Value>(index: number, name: Step, value: Value): Awaitable<Value> => {
		switch (deliveries[index]?.paces[name]) {
			case 'later':
				return scheduler.schedule(Promise.resolve(value));
			case 'throws':
				throw new Error('boom');
			case 'rejects':
				return scheduler.schedule(Promise.resolve()).then(() => Promise.reject(new Error('boom')));
			default:
				return value;
		}
	};
	const inbox = new Inbox({
		events: {
			insert: async (batch) => {
				stored.push(...batch.map(({ eventId }) => Number(eventId)));
				return batch.map(() => 'inserted');
			}
		},
		routes: { guildsOf: () => step(current.index, 'guilds', new Set(['1'])), version: 0 },
		dispatcher: { stored: () => undefined },
		echoes: { isOwn: () => false, mayBeOwn: () => false }
	});
	const receiver = new WebhookReceiver({
		tests: { serverOf: ({ messageId }) => step(Number(messageId), 'test', null) },
		verifier: {
			verify: ({ messageId }) => step(Number(messageId), 'signature', !deliveries[Number(messageId)]?.forged)
		},
		subscriptions: {
			find: async (id) => {
				const broadcasterUserId = deliveries[Number(id)]?.channel ?? 0;
				const row = { id, broadcasterUserId, event: '', version: 1, createdAt: new Date(), lastListedAt: null };
				return step(Number(id), 'channel', row);
			}
		},
		time: {
			// The signed time identifies the delivery.
			ageOf: (sentAt) => {
				current.index = sentAt.getTime() - Start;
				return step(current.index, 'age', 0);
			},
			lagOf: () => 0
		},
		inbox: {
			// Other deliveries have arrived since its age was requested.
			route: (event, message) => {
				current.index = Number(event.eventId);
				return inbox.route(event, message);
			},
			store: (event) => inbox.store(event)
		},
		logger: recordingLogger(),
		metrics: new KickMetrics(),
		staleAfterMs: 600_000,
		clock: new VirtualClock()
	});
	return { receiver, stored, inbox };
}

const Start = Date.UTC(2026, 10, 20);

function receive(receiver: WebhookReceiver, { channel, names }: Delivery, index: number): Promise<ReceiveOutcome> {
	const user = (id: number) => ({ user_id: id, username: `user${id}`, channel_slug: `user${id}` });
	// Without a channel in the body it is not readable as a chat message, but it is stored anyway.
	const body = {
		message_id: `m${index}`,
		content: 'hi',
		sender: user(99),
		...(names && { broadcaster: user(channel) })
	};
	const headers = {
		messageId: String(index),
		subscriptionId: String(index),
		signature: '',
		timestamp: new Date(Start + index).toISOString(),
		type: 'chat.message.sent',
		version: '1'
	};
	return receiver.receive(headers, Buffer.from(JSON.stringify(body)));
}

/** Returns the result of a delivery, independent of the others. */
function outcomeOf({ names, forged, paces }: Delivery): ReceiveOutcome {
	const fails = (...steps: Step[]) => steps.some((step) => paces[step] === 'throws' || paces[step] === 'rejects');
	if (fails('test', 'signature')) return 'unavailable';
	if (forged) return 'forged';
	// An unreadable event goes to no server.
	return fails(...(names ? (['age', 'guilds'] as const) : (['channel', 'age'] as const))) ? 'unavailable' : 'stored';
}

it('each channel is stored in the order of arrival, whether steps end immediately, take a while or fail', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.array(delivery, { minLength: 1, maxLength: 20 }),
			async (scheduler, deliveries) => {
				const { receiver, stored, inbox } = receiverOf(scheduler, deliveries);
				const answers: Promise<ReceiveOutcome>[] = [];
				for (const [index, each] of deliveries.entries()) {
					answers.push(receive(receiver, each, index));
					for (let step = 0; step < each.pause && scheduler.count() > 0; step++) await scheduler.waitOne();
				}
				const outcomes = Promise.all(answers);
				await scheduler.waitIdle();
				expect(await outcomes).toEqual(deliveries.map(outcomeOf));
				await inbox.drain();
				for (const channel of [5, 6]) {
					const order = stored.filter((index) => deliveries[index]?.channel === channel);
					expect(order).toEqual(order.toSorted((one, other) => one - other));
				}
			}
		),
		{ numRuns: 300 }
	);
});
