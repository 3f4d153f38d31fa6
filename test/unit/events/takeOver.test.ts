import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Dispatcher, type DispatcherOptions } from '../../../src/lib/events/consumers/Dispatcher.js';
import type { KickEventContext } from '../../../src/lib/kick/events/index.js';
import type { Database } from '../../../src/lib/storage/Database.js';
import { PatienceMs } from '../../support/patience.js';
import { type RecordingLogger, recordingLogger } from '../../support/recordingLogger.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';
import { pendingOf, waitingServers } from '../../support/waitingServers.js';
import { linkServers } from '../storage/support/linkServers.js';
import { newEvent } from '../storage/support/newEvent.js';
import { dispatcherDependencies, onlyProcess } from './support/dispatcherDependencies.js';

let database: Database;
let logger: RecordingLogger;

beforeEach(async () => {
	database = await temporaryDatabase();
	await linkServers(database, ['1', '2', '3']);
	logger = recordingLogger();
});

/** Behaviour of a listener for an event of a server. It never ends if it would end the process. */
type Listen = (eventId: string, guildId: string) => unknown;

interface Process {
	dispatcher: Dispatcher;
	/** `eventId guildId`, in the order in which they were started. */
	begun: string[];
	/** Makes it the owner of all servers. */
	gain: () => Promise<void>;
}

/** A process of the bot. One that never ends an event is dead for the others, because they no longer see it. */
async function start(
	listen: Listen,
	options: DispatcherOptions & { isOwner?: boolean; owns?: (guildId: string) => boolean } = {}
): Promise<Process> {
	const client = new EventEmitter();
	const begun: string[] = [];
	client.on('kickEvent', (_event: unknown, { eventId, guildId }: KickEventContext) => {
		begun.push(`${eventId} ${guildId}`);
		return listen(eventId, guildId);
	});
	let { isOwner = true } = options;
	const dispatcher = new Dispatcher(
		{
			...dispatcherDependencies(database, client),
			cluster: {
				...onlyProcess,
				owns: (guildId) => isOwner && (options.owns?.(guildId) ?? true),
				isOrphaned: () => true
			},
			logger
		},
		{ retryPausesMs: [1, 1, 1], pollMs: 10, suspectPauseMs: 1, turnMs: 60_000, suspectTurnMs: 60_000, ...options }
	);
	onTestFinished(() => void dispatcher.stop());
	await dispatcher.start();
	const gain = () => {
		isOwner = true;
		return dispatcher.takeOver();
	};
	return { dispatcher, begun, gain };
}

const dies = () => new Promise(() => undefined);
/** Listeners of a bot in which one event of one server ends the process. */
const diesIn =
	(fatalEvent: string, fatalGuild: string): Listen =>
	(eventId, guildId) =>
		eventId === fatalEvent && guildId === fatalGuild ? dies() : undefined;

async function until(process: Process, begun: readonly string[]): Promise<void> {
	await vi.waitFor(() => expect(process.begun).toEqual(begun), PatienceMs);
}

const user = { user_id: 5, username: 'ana', channel_slug: 'ana', is_verified: false, profile_picture: null };
const followed = (number: number) =>
	newEvent(number, {
		type: 'channel.followed',
		messageId: null,
		payload: JSON.stringify({ broadcaster: user, follower: user }),
		guildIds: ['1', '2', '3'],
		chatter: null
	});
const fatal = followed(1);
const later = followed(2);

describe('a process that takes servers over', () => {
	it('starts one server after the other, so that only the event that ends the process is counted', async () => {
		await database.events.insert([fatal]);
		const died = await start(diesIn(fatal.eventId, '2'));
		await until(died, [`${fatal.eventId} 1`, `${fatal.eventId} 2`]);
		expect(await database.begunEvents.list()).toEqual([
			{ consumer: 'listeners', guildId: '2', eventId: fatal.id, starts: 2 }
		]);
	});

	it('handles the others before an event that has ended a start', async () => {
		await database.events.insert([fatal]);
		await database.begunEvents.save({ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 1 });
		const died = await start(diesIn(fatal.eventId, '1'));
		await until(died, [`${fatal.eventId} 2`, `${fatal.eventId} 3`, `${fatal.eventId} 1`]);
		expect(await database.begunEvents.list()).toEqual([
			{ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 2 }
		]);
	});

	it('stores a dead letter after three fatal starts before it starts other events that may be fatal', async () => {
		await database.events.insert([fatal]);
		await database.begunEvents.save({ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 2 });
		await database.begunEvents.save({ consumer: 'listeners', guildId: '2', eventId: fatal.id, starts: 3 });
		const died = await start(diesIn(fatal.eventId, '1'));
		await until(died, [`${fatal.eventId} 3`, `${fatal.eventId} 1`]);
		expect(await database.begunEvents.list()).toEqual([
			{ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 3 }
		]);
	});

	it('stores a dead letter after three fatal starts, and handles the later events', async () => {
		await database.events.insert([fatal, later]);
		await database.begunEvents.save({ consumer: 'listeners', guildId: '2', eventId: fatal.id, starts: 3 });
		const alive = await start(() => undefined);
		await vi.waitFor(async () => expect(await waitingServers(database)).toEqual([]), PatienceMs);
		expect(alive.begun).not.toContain(`${fatal.eventId} 2`);
		expect(alive.begun).toContain(`${later.eventId} 2`);
		expect(logger.lines.join()).toContain('The bot ended 3 times while it handled this event.');
		await vi.waitFor(async () => expect(await database.begunEvents.list()).toEqual([]), PatienceMs);
	});

	it('finds a fatal event behind quick ones, which are not handled again at each start', async () => {
		const events = [1, 2, 3, 4, 5, 6].map((number) => ({ ...followed(number), guildId: '1' }));
		const last = events.at(-1)!;
		await database.events.insert(events);
		let isDead = false;
		const mark = database.consumers.mark.bind(database.consumers);
		// Everything that is not stored at that moment is lost.
		database.consumers.mark = (marks) => (isDead ? new Promise(() => undefined) : mark(marks));
		const died = await start((eventId) => {
			if (eventId !== last.eventId) return undefined;
			isDead = true;
			return dies();
		});
		await until(
			died,
			events.map(({ eventId }) => `${eventId} 1`)
		);
		expect((await pendingOf(database, '1')).map(({ event }) => event.eventId)).toEqual([last.eventId]);
	});

	it('counts no start that was stopped on purpose while a slow listener had the event', async () => {
		await database.events.insert([fatal]);
		await database.begunEvents.save({ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 1 });
		const slow = await start(diesIn(fatal.eventId, '1'));
		await until(slow, [`${fatal.eventId} 2`, `${fatal.eventId} 3`, `${fatal.eventId} 1`]);
		expect(await database.begunEvents.list()).toEqual([
			{ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 2 }
		]);
		void slow.dispatcher.stop();
		await vi.waitFor(
			async () =>
				expect(await database.begunEvents.list()).toEqual([
					{ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 1 }
				]),
			PatienceMs
		);
	});

	it('counts each further attempt as well, and reverts it when the process is stopped on purpose', async () => {
		await database.events.insert([fatal]);
		let attempts = 0;
		const fails = () => (++attempts === 1 ? Promise.reject(new Error('not the first time')) : dies());
		const process = await start((_eventId, guildId) => (guildId === '1' ? fails() : undefined));
		await vi.waitFor(() => expect(attempts).toBe(2), PatienceMs);
		expect(await database.begunEvents.list()).toEqual([
			{ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 2 }
		]);
		void process.dispatcher.stop();
		await vi.waitFor(
			async () =>
				expect(await database.begunEvents.list()).toEqual([
					{ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: 1 }
				]),
			PatienceMs
		);
	});

	it('counts the deaths of several processes together', async () => {
		await database.events.insert([fatal, later]);
		const listen = diesIn(fatal.eventId, '1');
		const processes: Process[] = [];
		// The process that died in the first attempt is known by its lease, which it did not release.
		for (let death = 2; death <= 3; death++) {
			const next = await start(listen, { isOwner: false });
			await next.gain();
			await vi.waitFor(async () => {
				expect(await database.begunEvents.list()).toEqual([
					{ consumer: 'listeners', guildId: '1', eventId: fatal.id, starts: death }
				]);
			}, PatienceMs);
			processes.push(next);
		}
		const last = await start(listen, { isOwner: false });
		await last.gain();
		await vi.waitFor(async () => expect(await waitingServers(database)).toEqual([]), PatienceMs);
		expect(last.begun).not.toContain(`${fatal.eventId} 1`);
	});

	it('counts nothing for an event that fails, and for later ones', async () => {
		await database.events.insert([fatal]);
		const counted: string[] = [];
		const save = database.begunEvents.save.bind(database.begunEvents);
		database.begunEvents.save = async (event) => {
			counted.push(event.eventId);
			await save(event);
		};
		const alive = await start(() => Promise.reject(new Error('no')));
		await vi.waitFor(async () => expect(await waitingServers(database)).toEqual([]), PatienceMs);
		expect(await database.begunEvents.list()).toEqual([]);
		await database.events.insert([later]);
		for (const guildId of later.guildIds) alive.dispatcher.pollOrWake(guildId);
		await vi.waitFor(async () => expect(await waitingServers(database)).toEqual([]), PatienceMs);
		expect(new Set(counted)).toEqual(new Set([fatal.id]));
	});

	it('does not start an event whose count could not be stored', async () => {
		await database.events.insert([fatal]);
		let refused = 0;
		const save = database.begunEvents.save.bind(database.begunEvents);
		database.begunEvents.save = async (event) => {
			if (refused++ === 0) throw new Error('refused');
			await save(event);
		};
		const alive = await start(() => undefined);
		await vi.waitFor(() => expect(refused).toBeGreaterThan(0), PatienceMs);
		expect(alive.begun).toEqual([]);
		await vi.waitFor(async () => expect(await waitingServers(database)).toEqual([]), PatienceMs);
		expect(alive.begun).toHaveLength(3);
	});

	it('starts the next server when an event takes long', async () => {
		await database.events.insert([fatal]);
		// Long enough for the database to answer for one server before it is the next one's turn.
		const slow = await start(dies, { turnMs: 500 });
		await until(slow, [`${fatal.eventId} 1`, `${fatal.eventId} 2`, `${fatal.eventId} 3`]);
	});

	it('also counts for servers that it gains while it determines the order of others', async () => {
		await database.events.insert([fatal]);
		const owned = new Set(['1']);
		const { gain } = await start(() => new Promise(() => undefined), {
			isOwner: false,
			owns: (guildId) => owned.has(guildId),
			turnMs: 1
		});
		const list = database.begunEvents.list.bind(database.begunEvents);
		let gainedLater: Promise<void> | null = null;
		database.begunEvents.list = async () => {
			const rows = await list();
			owned.add('2');
			gainedLater ??= gain();
			return rows;
		};
		await gain();
		await gainedLater;
		await vi.waitFor(async () => expect((await list()).map(({ guildId }) => guildId)).toEqual(['1', '2']), PatienceMs);
	});
});
