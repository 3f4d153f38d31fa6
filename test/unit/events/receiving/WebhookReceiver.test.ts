import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../src/lib/events/receiving/Inbox.js';
import {
	WebhookReceiver,
	type WebhookReceiverDependencies
} from '../../../../src/lib/events/receiving/WebhookReceiver.js';
import { KickMetrics } from '../../../../src/lib/KickMetrics.js';
import { KickError } from '../../../../src/lib/kick/errors.js';
import type { WebhookHeaders } from '../../../../src/lib/kick/index.js';
import type { NewEvent } from '../../../../src/lib/storage/events/types.js';
import type { SubscriptionRow } from '../../../../src/lib/storage/repositories/SubscriptionRepository.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { VirtualClock } from '../../time/VirtualClock.js';

const Channel = 5;
const OtherChannel = 6;

/** Deliveries of a test: each has an id, a channel in its body or not, and perhaps a wrong signature. */
function delivery(id: string, channel: number | null = Channel, type = 'chat.message.sent'): [WebhookHeaders, Buffer] {
	const user = (userId: number) => ({ user_id: userId, username: `user${userId}`, channel_slug: `user${userId}` });
	const body = {
		message_id: `message-${id}`,
		content: id,
		broadcaster: channel === null ? undefined : user(channel),
		sender: user(99),
		created_at: new Date().toISOString()
	};
	const headers = {
		messageId: id,
		subscriptionId: `subscription-${id}`,
		signature: id,
		timestamp: new Date().toISOString(),
		type,
		version: '1'
	};
	return [headers, Buffer.from(JSON.stringify(body))];
}

/** Makes the calls of this name wait until they are released. */
class Gate {
	readonly #held = new Map<string, () => void>();
	readonly #arrived = new Map<string, () => void>();

	/** Holds the next call for this id. Resolves when the call has started. */
	public hold(id: string): Promise<void> {
		return new Promise((resolve) => void this.#arrived.set(id, resolve));
	}

	public release(id: string): void {
		this.#held.get(id)?.();
	}

	public pass(id: string): Promise<void> {
		const arrived = this.#arrived.get(id);
		if (!arrived) return Promise.resolve();
		this.#arrived.delete(id);
		return new Promise((resolve) => {
			this.#held.set(id, resolve);
			arrived();
		});
	}
}

function receiverOf(changes: Partial<WebhookReceiverDependencies> = {}) {
	const stored: NewEvent[] = [];
	const gates = { test: new Gate(), signature: new Gate(), key: new Gate(), channel: new Gate(), age: new Gate() };
	const guilds = new Gate();
	const logger = recordingLogger();
	const inbox = new Inbox({
		events: {
			insert: async (batch) => {
				stored.push(...batch);
				return batch.map(() => 'inserted');
			}
		},
		routes: {
			guildsOf: async (channel) => {
				await guilds.pass(String(channel));
				return new Set(['1']);
			},
			version: 0
		},
		dispatcher: { stored: () => undefined },
		echoes: { isOwn: () => false, mayBeOwn: () => false }
	});
	const metrics = new KickMetrics();
	const receiver = new WebhookReceiver({
		verifier: {
			verify: async ({ messageId }, _body, place) => {
				await gates.signature.pass(messageId);
				if (messageId.startsWith('new-key')) {
					place?.leave();
					await gates.key.pass(messageId);
					place?.rejoin();
				}
				return !messageId.startsWith('forged');
			}
		},
		subscriptions: {
			find: async (id): Promise<SubscriptionRow | null> => {
				await gates.channel.pass(id.replace('subscription-', ''));
				return { id, broadcasterUserId: Channel, event: '', version: 1, createdAt: new Date(), lastListedAt: null };
			}
		},
		inbox,
		tests: {
			serverOf: async ({ messageId }) => {
				await gates.test.pass(messageId);
				return null;
			}
		},
		logger,
		metrics,
		staleAfterMs: 600_000,
		time: {
			ageOf: async () => {
				await gates.age.pass('next');
				return 0;
			},
			lagOf: () => 0
		},
		...changes
	});
	const ids = () => stored.map(({ eventId }) => eventId);
	return { receiver, inbox, stored, ids, gates, guilds, logger, metrics };
}

type Gates = ReturnType<typeof receiverOf>['gates'];

describe('two events of a channel are stored in the order of their arrival', () => {
	it.each<[string, keyof Gates, number | null]>([
		['it is checked for being a test', 'test', Channel],
		['its signature is checked', 'signature', Channel],
		['its channel is looked up', 'channel', null],
		['Kick is asked for its time', 'age', Channel]
	])('even if the first one waits until %s', async (_name, gate, channel) => {
		const { receiver, stored, ids, gates } = receiverOf();
		const held = gates[gate].hold(gate === 'age' ? 'next' : 'a');
		const first = receiver.receive(...delivery('a', channel));
		await held;
		const behind = ['b', 'c'].map((id) => receiver.receive(...delivery(id)));
		// It passes if it may, so both had time to pass.
		if (gate === 'age') await receiver.receive(...delivery('other', OtherChannel));
		else await receiver.receive(...delivery('forged'));
		expect(ids().filter((id) => id !== 'other')).toEqual([]);
		gates[gate].release(gate === 'age' ? 'next' : 'a');
		expect(await Promise.all([first, ...behind])).toEqual(['stored', 'stored', 'stored']);
		const ofChannel = stored.filter(({ broadcasterUserId }) => broadcasterUserId === Channel);
		expect(ofChannel.map(({ eventId }) => eventId)).toEqual(['a', 'b', 'c']);
	});

	it('even if its servers are looked up, without delay for another channel', async () => {
		const { receiver, ids, guilds } = receiverOf();
		const held = guilds.hold(String(Channel));
		const first = receiver.receive(...delivery('a'));
		await held;
		const second = receiver.receive(...delivery('b'));
		await receiver.receive(...delivery('other', OtherChannel));
		expect(ids()).toEqual(['other']);
		guilds.release(String(Channel));
		await Promise.all([first, second]);
		expect(ids()).toEqual(['other', 'a', 'b']);
	});

	it('also when both wait for a key, and others pass meanwhile', async () => {
		const { receiver, ids, gates } = receiverOf();
		const held = ['new-key-a', 'new-key-b'].map((id) => gates.key.hold(id));
		const slow = ['new-key-a', 'new-key-b'].map((id) => receiver.receive(...delivery(id)));
		await Promise.all(held);
		expect(await receiver.receive(...delivery('c'))).toBe('stored');
		expect(ids()).toEqual(['c']);
		for (const id of ['new-key-b', 'new-key-a']) gates.key.release(id);
		expect(await Promise.all(slow)).toEqual(['stored', 'stored']);
		expect(ids()).toEqual(['c', 'new-key-a', 'new-key-b']);
	});
});

describe('a delivery', () => {
	it('that is forged is answered while genuine ones before it wait', async () => {
		const { receiver, gates, ids } = receiverOf();
		const held = gates.signature.hold('a');
		const first = receiver.receive(...delivery('a'));
		await held;
		expect(await receiver.receive(...delivery('forged'))).toBe('forged');
		gates.signature.release('a');
		expect(await first).toBe('stored');
		expect(ids()).toEqual(['a']);
	});

	it('with a failing step is answered `unavailable`, and the next one is stored', async () => {
		const fails = () => Promise.reject(new Error('boom'));
		const verify: WebhookReceiverDependencies['verifier']['verify'] = async ({ messageId }) => {
			if (messageId === 'bad') throw new Error('boom');
			return true;
		};
		for (const changes of [{ verifier: { verify } }, { subscriptions: { find: fails } }]) {
			const { receiver, ids, logger } = receiverOf(changes);
			const outcomes = [receiver.receive(...delivery('bad', null)), receiver.receive(...delivery('good'))];
			expect(await Promise.all(outcomes)).toEqual(['unavailable', 'stored']);
			expect(ids()).toEqual(['good']);
			expect(logger.lines.join('\n')).toContain('Could not store a webhook');
		}
	});

	it('of an unknown channel is kept, and so is one of an unknown type', async () => {
		const { receiver, stored } = receiverOf({ subscriptions: { find: async () => null } });
		await receiver.receive(...delivery('a', null));
		await receiver.receive(...delivery('b', Channel, 'channel.exploded'));
		expect(stored).toMatchObject([
			{ eventId: 'a', broadcasterUserId: null, state: 'unreadable' },
			{ eventId: 'b', broadcasterUserId: Channel, state: 'ignored' }
		]);
	});
});

it('above the limit of 8,192 is answered `unavailable`, with one line in the log for all', async () => {
	// The clock never advances, so nothing waits too long on a slow machine.
	const { receiver, gates, ids, logger, metrics } = receiverOf({ clock: new VirtualClock() });
	const held = gates.signature.hold('0');
	const all = Array.from({ length: 8_192 }, (_, index) => receiver.receive(...delivery(String(index))));
	await held;
	const refused = await Promise.all(Array.from({ length: 100 }, () => receiver.receive(...delivery('too many'))));
	expect(new Set(refused)).toEqual(new Set(['unavailable']));
	expect(logger.lines).toEqual([expect.stringContaining('Refused 1 of them, so that Kick resends them')]);
	gates.signature.release('0');
	expect(new Set(await Promise.all(all))).toEqual(new Set(['stored']));
	expect(ids()).toEqual(Array.from({ length: 8_192 }, (_, index) => String(index)));
	expect(await receiver.receive(...delivery('later'))).toBe('stored');
	const { values } = await metrics.webhooks.get();
	expect(values.find(({ labels }) => labels.outcome === 'unavailable')?.value).toBe(100);
});

it('for a full verifier is answered `unavailable`', async () => {
	const full = new KickError('queue_full', 'Too many webhooks at once.');
	const { receiver } = receiverOf({ verifier: { verify: () => Promise.reject(full) } });
	expect(await receiver.receive(...delivery('a'))).toBe('unavailable');
});
