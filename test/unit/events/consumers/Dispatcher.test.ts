import { EventEmitter, once } from 'node:events';
import { monotonicFactory } from 'ulid';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Consumer } from '../../../../src/lib/events/consumers/Consumer.js';
import { Dispatcher } from '../../../../src/lib/events/consumers/Dispatcher.js';
import type { KickChatMessage, KickEventContext } from '../../../../src/lib/kick/events/index.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import type { NewEvent } from '../../../../src/lib/storage/events/types.js';
import { PatienceMs } from '../../../support/patience.js';
import { temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { pendingOf, waitingServers } from '../../../support/waitingServers.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { VirtualClock } from '../../time/VirtualClock.js';
import { dispatcherDependencies } from '../support/dispatcherDependencies.js';
import { listenersOf } from '../support/listeners.js';

const nextId = monotonicFactory();
const Channel = 5;
let database: Database;
let client: EventEmitter;
let handled: EventEmitter;
/** Servers of another process, and those that it was notified about. */
let foreign: Set<string>;
let woken: string[];
/** Servers whose shard belongs to this process. */
let ownServers: Set<string>;
/** Ids of messages that the bot itself has sent. */
let own: Set<string>;
let onHandled: NonNullable<Consumer['onHandled']>;
let clock: VirtualClock;

beforeEach(async () => {
	database = await temporaryDatabase();
	await linkServers(database, ['1', '2'], Channel);
	client = new EventEmitter();
	handled = new EventEmitter();
	foreign = new Set();
	ownServers = new Set(['1', '2']);
	woken = [];
	own = new Set();
	onHandled = () => undefined;
	clock = new VirtualClock();
	const mark = database.consumers.mark.bind(database.consumers);
	database.consumers.mark = async (marks) => {
		await mark(marks);
		for (const { state, guildId, attempts, error } of marks) {
			// One mark may cover many events: see `onHandled`.
			if (state !== 'handled') handled.emit(state, guildId, attempts, error);
		}
	};
});

function create(retryPausesMs = [1, 1, 1]): Dispatcher {
	const dispatcher = new Dispatcher(
		{
			...dispatcherDependencies(database, client),
			consumers: listenersOf(client, (read) => {
				handled.emit('handled', read().context.guildId);
				onHandled(read);
			}),
			cluster: {
				owns: (guildId) => !foreign.has(guildId),
				hasShardOf: (guildId) => ownServers.has(guildId),
				isOrphaned: () => false,
				wake: (guildId) => woken.push(guildId)
			},
			echoes: { isEcho: async ({ id }) => own.has(id) },
			clock
		},
		{ retryPausesMs, pollMs: 60_000 }
	);
	onTestFinished(() => dispatcher.stop());
	return dispatcher;
}

function eventOf(content: string, guildIds: string[]): NewEvent {
	const id = nextId();
	const user = { user_id: 5, username: 'ana', channel_slug: 'ana', is_verified: false, profile_picture: null };
	return {
		eventId: `header-${id}`,
		messageId: `message-${id}`,
		type: 'chat.message.sent',
		version: '1',
		source: 'webhook',
		subscriptionId: null,
		broadcasterUserId: Channel,
		guildId: guildIds.length === 1 ? guildIds[0]! : null,
		sentAt: new Date(),
		receivedAt: new Date(),
		payload: JSON.stringify({
			message_id: `message-${id}`,
			content,
			broadcaster: user,
			sender: user,
			emotes: [],
			created_at: '2026-11-20T18:05:06Z'
		}),
		state: 'received',
		error: null,
		guildIds,
		senderUserId: null
	};
}

async function store(content: string, guildIds: string[]): Promise<void> {
	await database.events.insert([eventOf(content, guildIds)]);
}

/** Resolves when this many deliveries are marked with the state. */
async function marked(state: string, count: number): Promise<unknown[][]> {
	const marks: unknown[][] = [];
	return new Promise((resolve) => {
		handled.on(state, (...mark) => {
			if (marks.push(mark) === count) resolve(marks);
		});
	});
}

function broken(): never {
	throw new Error('broken');
}

function recordChat(): string[] {
	const received: string[] = [];
	client.on('kickChatMessage', ({ content }: KickChatMessage, { guildId }: KickEventContext) => {
		received.push(`${guildId}:${content}`);
	});
	return received;
}

describe('the health of the handling', () => {
	it('is good from the start until the stop, while the database can be read', async () => {
		const dispatcher = create();
		expect(dispatcher.isHandling).toBe(false);
		await dispatcher.start();
		expect(dispatcher.isHandling).toBe(true);
		await clock.advance(61_000);
		expect(dispatcher.isHandling).toBe(false);
		await dispatcher.poll();
		expect(dispatcher.isHandling).toBe(true);
		await dispatcher.stop();
		expect(dispatcher.isHandling).toBe(false);
	});

	it('is bad when a server of this process makes no progress for 10 minutes', async () => {
		let end = () => {};
		const over = new Promise<void>((resolve) => {
			end = resolve;
		});
		client.on('kickChatMessage', () => over);
		await store('a', ['1']);
		const dispatcher = create();
		// Before the stop, which would wait a minute for the listener.
		onTestFinished(end);
		await dispatcher.start();
		expect(dispatcher.isStuck).toBe(false);
		await clock.advance(10 * 60_000);
		expect(dispatcher.isStuck).toBe(true);
		ownServers.clear();
		expect(dispatcher.isStuck).toBe(false);
	});
});

describe('the mark of a handled event', () => {
	/** Blocks all marks until `open` is called. */
	function holdMarks() {
		const mark = database.consumers.mark.bind(database.consumers);
		let open = () => {};
		const gate = new Promise<void>((resolve) => (open = resolve));
		database.consumers.mark = async (marks) => {
			await gate;
			return mark(marks);
		};
		onTestFinished(open);
		return { open };
	}

	it('is stored together for quick listeners: the next event does not wait for it', async () => {
		const received = recordChat();
		const { open } = holdMarks();
		const dispatcher = create();
		for (const content of ['a', 'b', 'c']) await store(content, ['1']);
		const third = new Promise<void>((resolve) => {
			client.on('kickChatMessage', ({ content }: KickChatMessage) => content === 'c' && resolve());
		});
		await dispatcher.start();
		await third;
		expect(received).toEqual(['1:a', '1:b', '1:c']);
		expect(await pendingOf(database, '1')).toHaveLength(3);
		const done = marked('handled', 3);
		open();
		await done;
		await dispatcher.stop();
		expect(await pendingOf(database, '1')).toEqual([]);
	});

	/** Returns the events handled while no mark could be stored, of listeners that take this many milliseconds. */
	async function handledWithoutMarks(lengthMs: number, expected: number): Promise<string[]> {
		const received: string[] = [];
		client.on('kickChatMessage', async ({ content }: KickChatMessage) => {
			received.push(content);
			await clock.advance(lengthMs);
		});
		const contents = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
		for (const content of contents) await store(content, ['1']);
		const { open } = holdMarks();
		const dispatcher = create();
		await dispatcher.start();
		await vi.waitFor(() => expect(received.length).toBeGreaterThanOrEqual(expected), PatienceMs);
		// The database answers others meanwhile, so the server would have had time to continue.
		for (let turn = 0; turn < 50; turn++) await database.eventLog.list({ limit: 1 });
		const before = [...received];
		const done = marked('handled', contents.length);
		open();
		await done;
		expect(received).toEqual(contents);
		return before;
	}

	it('is stored before the next event if the listener took more than 2 ms', async () => {
		expect(await handledWithoutMarks(3, 1)).toEqual(['a']);
	});

	it('is waited for after 10 ms', async () => {
		expect(await handledWithoutMarks(2, 6)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
	});

	it('blocks the server while it cannot be stored', async () => {
		const received = recordChat();
		const mark = database.consumers.mark.bind(database.consumers);
		let refused = 0;
		database.consumers.mark = async (marks) => {
			if (refused++ === 0) {
				await clock.advance(10);
				throw new Error('The disk is full.');
			}
			return mark(marks);
		};
		const dispatcher = create();
		await dispatcher.start();
		await store('a', ['1']);
		const done = marked('handled', 2);
		dispatcher.pollOrWake('1');
		await store('b', ['1']);
		dispatcher.pollOrWake('1');
		await done;
		expect(received).toEqual(['1:a', '1:b']);
	});
});

describe('the dispatcher', () => {
	it('hands events to listeners in order for each server', async () => {
		const received = recordChat();
		const dispatcher = create();
		await dispatcher.start();
		const done = marked('handled', 6);
		for (const content of ['a', 'b', 'c']) {
			await store(content, ['1', '2']);
			dispatcher.pollOrWake('1');
			dispatcher.pollOrWake('2');
		}
		await done;
		expect(received.filter((entry) => entry.startsWith('1'))).toEqual(['1:a', '1:b', '1:c']);
		expect(received.filter((entry) => entry.startsWith('2'))).toEqual(['2:a', '2:b', '2:c']);
		expect(await waitingServers(database)).toEqual([]);
	});

	it('first handles events that a dead process had stored, in order, and each only once', async () => {
		const received = recordChat();
		for (const content of ['a', 'b']) await store(content, ['1']);
		const dispatcher = create();
		await store('c', ['1']);
		dispatcher.pollOrWake('1');
		const done = marked('handled', 3);
		await dispatcher.start();
		await done;
		expect(received).toEqual(['1:a', '1:b', '1:c']);
	});

	it('first handles what another process has stored before, even if notified only of the newer event', async () => {
		const received = recordChat();
		const dispatcher = create();
		await dispatcher.start();
		const done = marked('handled', 2);
		for (const content of ['a', 'b']) await store(content, ['1']);
		dispatcher.pollOrWake('1');
		await done;
		expect(received).toEqual(['1:a', '1:b']);
	});

	it('keeps the order when events arrive while a long backlog is read', async () => {
		const received = recordChat();
		const backlog = Array.from({ length: 450 }, (_, index) => String(index));
		await database.events.insert(backlog.map((content) => eventOf(content, ['1'])));
		const dispatcher = create();
		const read = database.consumers.next.bind(database.consumers);
		database.consumers.next = async (...args) => {
			const page = await read(...args);
			if (received.length === 0) {
				await store('new', ['1']);
				dispatcher.pollOrWake('1');
			}
			return page;
		};
		const done = marked('handled', backlog.length + 1);
		await dispatcher.start();
		await done;
		expect(received).toEqual([...backlog, 'new'].map((content) => `1:${content}`));
	});

	it('reads the pending events of a server in pages, to the end', async () => {
		const received = recordChat();
		const count = 450;
		const contents = Array.from({ length: count }, (_, index) => String(index));
		const dispatcher = create();
		await dispatcher.start();
		const done = marked('handled', count);
		await database.events.insert(contents.map((content) => eventOf(content, ['1'])));
		dispatcher.pollOrWake('1');
		await done;
		expect(received).toEqual(contents.map((content) => `1:${content}`));
	});

	it('retries a failing listener three times, then stores a dead letter for that server alone', async () => {
		const received: string[] = [];
		client.on('kickChatMessage', ({ content }: KickChatMessage, { guildId }: KickEventContext) => {
			received.push(`${guildId}:${content}`);
			if (guildId === '1' && content === 'a') throw new Error('always');
		});
		const dispatcher = create();
		await dispatcher.start();
		const dead = marked('dead_letter', 1);
		const done = marked('handled', 3);
		for (const content of ['a', 'b']) {
			await store(content, ['1', '2']);
			dispatcher.pollOrWake('1');
			dispatcher.pollOrWake('2');
		}
		expect(await dead).toEqual([['1', 4, 'Error: always']]);
		await done;
		expect(received.filter((entry) => entry.startsWith('1'))).toEqual(['1:a', '1:a', '1:a', '1:a', '1:b']);
		expect(received.filter((entry) => entry.startsWith('2'))).toEqual(['2:a', '2:b']);
	});

	it('does not let a slow listener of one server delay another server', async () => {
		const release = new EventEmitter();
		client.on('kickChatMessage', async (_: KickChatMessage, { guildId }: KickEventContext) => {
			if (guildId !== '1') return;
			release.emit('waiting');
			await once(release, 'go on');
		});
		const waiting = once(release, 'waiting');
		const dispatcher = create();
		await dispatcher.start();
		await store('a', ['1', '2']);
		const second = marked('handled', 1);
		dispatcher.pollOrWake('1');
		dispatcher.pollOrWake('2');
		expect(await second).toEqual([['2']]);
		await waiting;
		const first = marked('handled', 1);
		release.emit('go on');
		expect(await first).toEqual([['1']]);
	});

	it('leaves the servers of another process to that one, notifies it, and takes them over later', async () => {
		const received = recordChat();
		foreign.add('2');
		const dispatcher = create();
		await dispatcher.start();
		const first = marked('handled', 1);
		await store('a', ['1', '2']);
		dispatcher.pollOrWake('1');
		dispatcher.pollOrWake('2');
		await first;
		await dispatcher.poll();
		expect(received).toEqual(['1:a']);
		expect(woken).toEqual(['2']);

		foreign.clear();
		const second = marked('handled', 1);
		dispatcher.pollQueue({ consumer: 'listeners', guildId: '2' });
		await second;
		expect(received).toEqual(['1:a', '2:a']);
	});

	it('announces no message that the bot itself has sent, and continues with the next', async () => {
		const received = recordChat();
		const [mine, other] = [eventOf('mine', ['1', '2']), eventOf('other', ['1', '2'])];
		own.add(mine.messageId ?? '');
		await database.events.insert([mine, other]);
		const done = marked('handled', 2);
		const dispatcher = create();
		await dispatcher.start();
		await done;
		expect(received.toSorted()).toEqual(['1:other', '2:other']);
		expect(await database.eventLog.find(mine.eventId)).toMatchObject({ state: 'ignored', deliveries: [] });
		expect(await waitingServers(database)).toEqual([]);
	});

	it('publishes events in their order, however long their listeners took', async () => {
		const published: string[] = [];
		onHandled = (read) => published.push((read().event as KickChatMessage).content);
		client.on('kickChatMessage', async ({ content }: KickChatMessage) => {
			if (content === 'slow') await clock.advance(3);
		});
		for (const content of ['quick', 'also quick', 'slow', 'last']) await store(content, ['1']);
		const done = marked('handled', 4);
		await create().start();
		await done;
		expect(published).toEqual(['quick', 'also quick', 'slow', 'last']);
	});

	it('publishes the event as Kick sent it, whatever a listener has changed in its own', async () => {
		const published: string[] = [];
		onHandled = (read) => published.push(JSON.stringify(read().event));
		client.on('kickChatMessage', (message: KickChatMessage) => {
			Object.assign(message, { content: 'changed', timer: setTimeout(() => undefined).unref(), big: 1n, message });
		});
		const dispatcher = create();
		await dispatcher.start();
		const done = marked('handled', 2);
		for (const content of ['a', 'b']) await store(content, ['1']);
		dispatcher.pollOrWake('1');
		await done;
		await dispatcher.stop();
		expect(published.map((text) => JSON.parse(text).content)).toEqual(['a', 'b']);
	});

	it.each([
		['publishing events', () => (onHandled = () => broken())],
		['the check for echoes', () => (own.has = () => broken())]
	])('an error in %s stops neither the process nor the next events of the server', async (_, breakIt) => {
		const unhandled: unknown[] = [];
		const collect = (error: unknown) => void unhandled.push(error);
		process.on('unhandledRejection', collect);
		onTestFinished(() => void process.off('unhandledRejection', collect));
		breakIt();
		const dispatcher = create();
		await dispatcher.start();
		const ended: string[] = [];
		const both = new Promise<void>((resolve) => {
			for (const state of ['handled', 'dead_letter']) handled.on(state, () => ended.push(state) === 2 && resolve());
		});
		for (const content of ['a', 'b']) await store(content, ['1']);
		dispatcher.pollOrWake('1');
		await both;
		await dispatcher.stop();
		expect(unhandled).toEqual([]);
	});

	it('leaves what it could not handle before a stop for the next start', async () => {
		const started = new EventEmitter();
		client.on('kickChatMessage', () => {
			started.emit('started');
			throw new Error('not yet');
		});
		const dispatcher = create([60_000]);
		await dispatcher.start();
		await store('a', ['1']);
		const attempted = marked('retrying', 1);
		dispatcher.pollOrWake('1');
		await attempted;
		await dispatcher.stop();
		client.removeAllListeners('kickChatMessage');
		const received = recordChat();
		const done = marked('handled', 1);
		await create().start();
		await done;
		expect(received).toEqual(['1:a']);
	});
});
