import { EventEmitter, once } from 'node:events';
import { monotonicFactory } from 'ulid';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Consumer } from '../../../../src/lib/events/consumers/Consumer.js';
import { Dispatcher } from '../../../../src/lib/events/consumers/Dispatcher.js';
import { KickMetrics } from '../../../../src/lib/KickMetrics.js';
import type { KickChatMessage, KickEventContext } from '../../../../src/lib/kick/events/index.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import type { NewEvent } from '../../../../src/lib/storage/events/types.js';
import { PatienceMs } from '../../../support/patience.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { pendingOf, waitingServers } from '../../../support/waitingServers.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { VirtualClock } from '../../time/VirtualClock.js';
import { listenersOf } from '../support/listeners.js';

const nextId = monotonicFactory();
const Channel = 5;
let database: Database;
let client: EventEmitter;
let handled: EventEmitter;
/** Servers of another process, and those that it was told to look at. */
let foreign: Set<string>;
let woken: string[];
/** Servers whose shard this process has. */
let ours: Set<string>;
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
	ours = new Set(['1', '2']);
	woken = [];
	own = new Set();
	onHandled = () => undefined;
	clock = new VirtualClock();
	const mark = database.consumers.mark.bind(database.consumers);
	database.consumers.mark = async (marks) => {
		await mark(marks);
		for (const { state, guildId, attempts, error } of marks) {
			// One mark may be of many events: see `onHandled`.
			if (state !== 'handled') handled.emit(state, guildId, attempts, error);
		}
	};
});

function create(retryPausesMs = [1, 1, 1]): Dispatcher {
	const dispatcher = new Dispatcher(
		{
			queues: database.consumers,
			events: database.events,
			begunEvents: database.begunEvents,
			consumers: listenersOf(client, (read) => {
				handled.emit('handled', read().context.guildId);
				onHandled(read);
			}),
			cluster: {
				owns: (guildId) => !foreign.has(guildId),
				isOurs: (guildId) => ours.has(guildId),
				isOrphaned: () => false,
				wake: (guildId) => woken.push(guildId)
			},
			linksVersion: () => 0,
			isLinked: async () => true,
			echoes: { isEcho: async ({ id }) => own.has(id) },
			metrics: new KickMetrics(),
			logger: recordingLogger(),
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

/** Resolves when the given number of deliveries are marked with the state. */
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

function hear(): string[] {
	const heard: string[] = [];
	client.on('kickChatMessage', ({ content }: KickChatMessage, { guildId }: KickEventContext) => {
		heard.push(`${guildId}:${content}`);
	});
	return heard;
}

describe('how the handling is doing', () => {
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

	it('is bad when nothing is done for a server of this process for 10 minutes', async () => {
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
		ours.clear();
		expect(dispatcher.isStuck).toBe(false);
	});
});

describe('the note that an event is handled', () => {
	/** No note is stored until `open` is called. */
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
		const heard = hear();
		const { open } = holdMarks();
		const dispatcher = create();
		for (const content of ['a', 'b', 'c']) await store(content, ['1']);
		const third = new Promise<void>((resolve) => {
			client.on('kickChatMessage', ({ content }: KickChatMessage) => content === 'c' && resolve());
		});
		await dispatcher.start();
		await third;
		expect(heard).toEqual(['1:a', '1:b', '1:c']);
		expect(await pendingOf(database, '1')).toHaveLength(3);
		const done = marked('handled', 3);
		open();
		await done;
		await dispatcher.stop();
		expect(await pendingOf(database, '1')).toEqual([]);
	});

	/** What was handled while no note could be stored, of listeners that take so many milliseconds. */
	async function heardWithoutMarks(lengthMs: number, expected: number): Promise<string[]> {
		const heard: string[] = [];
		client.on('kickChatMessage', async ({ content }: KickChatMessage) => {
			heard.push(content);
			await clock.advance(lengthMs);
		});
		const contents = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
		for (const content of contents) await store(content, ['1']);
		const { open } = holdMarks();
		const dispatcher = create();
		await dispatcher.start();
		await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(expected), PatienceMs);
		// The database answers others meanwhile, so the server would have had time to go on.
		for (let turn = 0; turn < 50; turn++) await database.eventLog.list({ limit: 1 });
		const before = [...heard];
		const done = marked('handled', contents.length);
		open();
		await done;
		expect(heard).toEqual(contents);
		return before;
	}

	it('is stored before the next event where the listener took more than 2 ms', async () => {
		expect(await heardWithoutMarks(3, 1)).toEqual(['a']);
	});

	it('is waited for where it is on its way for 10 ms', async () => {
		expect(await heardWithoutMarks(2, 6)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
	});

	it('holds up the server while it cannot be stored', async () => {
		const heard = hear();
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
		expect(heard).toEqual(['1:a', '1:b']);
	});
});

describe('the dispatcher', () => {
	it('hands events to listeners in order for each server', async () => {
		const heard = hear();
		const dispatcher = create();
		await dispatcher.start();
		const done = marked('handled', 6);
		for (const content of ['a', 'b', 'c']) {
			await store(content, ['1', '2']);
			dispatcher.pollOrWake('1');
			dispatcher.pollOrWake('2');
		}
		await done;
		expect(heard.filter((entry) => entry.startsWith('1'))).toEqual(['1:a', '1:b', '1:c']);
		expect(heard.filter((entry) => entry.startsWith('2'))).toEqual(['2:a', '2:b', '2:c']);
		expect(await waitingServers(database)).toEqual([]);
	});

	it('first handles what a process that died had stored, in order, and each only once', async () => {
		const heard = hear();
		for (const content of ['a', 'b']) await store(content, ['1']);
		const dispatcher = create();
		await store('c', ['1']);
		dispatcher.pollOrWake('1');
		const done = marked('handled', 3);
		await dispatcher.start();
		await done;
		expect(heard).toEqual(['1:a', '1:b', '1:c']);
	});

	it('first handles what another process has stored before, also when it was told of the newer event alone', async () => {
		const heard = hear();
		const dispatcher = create();
		await dispatcher.start();
		const done = marked('handled', 2);
		for (const content of ['a', 'b']) await store(content, ['1']);
		dispatcher.pollOrWake('1');
		await done;
		expect(heard).toEqual(['1:a', '1:b']);
	});

	it('keeps the order when events come while a long backlog is read', async () => {
		const heard = hear();
		const backlog = Array.from({ length: 450 }, (_, index) => String(index));
		await database.events.insert(backlog.map((content) => eventOf(content, ['1'])));
		const dispatcher = create();
		const read = database.consumers.next.bind(database.consumers);
		database.consumers.next = async (...args) => {
			const page = await read(...args);
			if (heard.length === 0) {
				await store('new', ['1']);
				dispatcher.pollOrWake('1');
			}
			return page;
		};
		const done = marked('handled', backlog.length + 1);
		await dispatcher.start();
		await done;
		expect(heard).toEqual([...backlog, 'new'].map((content) => `1:${content}`));
	});

	it('reads what waits for a server in pages, to the end', async () => {
		const heard = hear();
		const count = 450;
		const contents = Array.from({ length: count }, (_, index) => String(index));
		const dispatcher = create();
		await dispatcher.start();
		const done = marked('handled', count);
		await database.events.insert(contents.map((content) => eventOf(content, ['1'])));
		dispatcher.pollOrWake('1');
		await done;
		expect(heard).toEqual(contents.map((content) => `1:${content}`));
	});

	it('retries a failing listener three times, then puts the event aside for that server alone', async () => {
		const heard: string[] = [];
		client.on('kickChatMessage', ({ content }: KickChatMessage, { guildId }: KickEventContext) => {
			heard.push(`${guildId}:${content}`);
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
		expect(heard.filter((entry) => entry.startsWith('1'))).toEqual(['1:a', '1:a', '1:a', '1:a', '1:b']);
		expect(heard.filter((entry) => entry.startsWith('2'))).toEqual(['2:a', '2:b']);
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

	it('leaves the servers of another process to that one, tells it, and takes them over when they are its own', async () => {
		const heard = hear();
		foreign.add('2');
		const dispatcher = create();
		await dispatcher.start();
		const first = marked('handled', 1);
		await store('a', ['1', '2']);
		dispatcher.pollOrWake('1');
		dispatcher.pollOrWake('2');
		await first;
		await dispatcher.poll();
		expect(heard).toEqual(['1:a']);
		expect(woken).toEqual(['2']);

		foreign.clear();
		const second = marked('handled', 1);
		dispatcher.pollQueue({ consumer: 'listeners', guildId: '2' });
		await second;
		expect(heard).toEqual(['1:a', '2:a']);
	});

	it('announces nothing that the bot itself has sent, and goes on with the next', async () => {
		const heard = hear();
		const [mine, other] = [eventOf('mine', ['1', '2']), eventOf('other', ['1', '2'])];
		own.add(mine.messageId ?? '');
		await database.events.insert([mine, other]);
		const done = marked('handled', 2);
		const dispatcher = create();
		await dispatcher.start();
		await done;
		expect(heard.toSorted()).toEqual(['1:other', '2:other']);
		expect(await database.eventLog.find(mine.eventId)).toMatchObject({ state: 'ignored', deliveries: [] });
		expect(await waitingServers(database)).toEqual([]);
	});

	it('passes events on in their order, however long their listeners took', async () => {
		const passedOn: string[] = [];
		onHandled = (read) => passedOn.push((read().event as KickChatMessage).content);
		client.on('kickChatMessage', async ({ content }: KickChatMessage) => {
			if (content === 'slow') await clock.advance(3);
		});
		for (const content of ['quick', 'also quick', 'slow', 'last']) await store(content, ['1']);
		const done = marked('handled', 4);
		await create().start();
		await done;
		expect(passedOn).toEqual(['quick', 'also quick', 'slow', 'last']);
	});

	it('passes on the event as Kick sent it, whatever a listener has made of its own', async () => {
		const passedOn: string[] = [];
		onHandled = (read) => passedOn.push(JSON.stringify(read().event));
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
		expect(passedOn.map((text) => JSON.parse(text).content)).toEqual(['a', 'b']);
	});

	it.each([
		['what passes events on', () => (onHandled = () => broken())],
		['what looks for echoes', () => (own.has = () => broken())]
	])('a fault in %s stops neither the process nor the next events of the server', async (_, breakIt) => {
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
		const heard = hear();
		const done = marked('handled', 1);
		await create().start();
		await done;
		expect(heard).toEqual(['1:a']);
	});
});
