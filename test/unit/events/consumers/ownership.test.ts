import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Dispatcher } from '../../../../src/lib/events/consumers/Dispatcher.js';
import type { KickChatMessage, KickEventContext } from '../../../../src/lib/kick/events/index.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { PatienceMs } from '../../../support/patience.js';
import { temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { pendingOf } from '../../../support/waitingServers.js';
import { deliveryMark } from '../../storage/support/deliveryMark.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { gate, kickEvent } from '../support/botProcess.js';
import { dispatcherDependencies, onlyProcess } from '../support/dispatcherDependencies.js';

let database: Database;
let dispatcher: Dispatcher;
/** Events that the listeners of the server have received, and a wait in each call. */
let received: string[];
let waits: Promise<void>[];
let isOwner: boolean;
let number: number;

beforeEach(async () => {
	database = await temporaryDatabase();
	await linkServers(database, ['1']);
	const client = new EventEmitter();
	received = [];
	waits = [];
	isOwner = true;
	number = 0;
	client.on('kickChatMessage', async ({ content }: KickChatMessage, _context: KickEventContext) => {
		received.push(content);
		await waits.shift();
	});
	dispatcher = new Dispatcher(
		{ ...dispatcherDependencies(database, client), cluster: { ...onlyProcess, owns: () => isOwner } },
		{ retryPausesMs: [1, 1, 1], pollMs: 3_600_000 }
	);
	onTestFinished(() => dispatcher.stop());
	await dispatcher.start();
	await receive('first');
	await untilReceived('first');
	await untilDone();
});

const message = (content: string) => ({ ...kickEvent(++number, content), guildIds: ['1'] });
const receive = (...contents: string[]) =>
	database.events.insert(contents.map(message), (commit) => dispatcher.stored(commit));
const untilReceived = (...contents: string[]) => vi.waitFor(() => expect(received).toEqual(contents), PatienceMs);
const untilDone = () => vi.waitFor(async () => expect(await pendingOf(database, '1')).toEqual([]), PatienceMs);

/** Handles the next event of the server in another process. */
async function handledElsewhere(): Promise<void> {
	const [next] = await pendingOf(database, '1');
	await database.consumers.mark([deliveryMark(next!.event.id, 'handled', { cursorOf: next!.cursorOf })]);
}

describe('a process that loses servers and gets them back', () => {
	it('misses no event that arrived in between, even without a notification', async () => {
		isOwner = false;
		await receive('while another process had the server');
		isOwner = true;
		await receive('after');
		await untilReceived('first', 'while another process had the server', 'after');
	});

	it('misses no event that arrives while it takes over other servers', async () => {
		const [slow, second, lookup] = [gate(), gate(), gate()];
		waits = [slow.opened, second.opened];
		await receive('slow', 'second');
		await untilReceived('first', 'slow');
		const waiting = database.consumers.waiting.bind(database.consumers);
		database.consumers.waiting = async (consumer) => {
			const queues = await waiting(consumer);
			await lookup.opened;
			return queues;
		};
		const taken = dispatcher.takeOver();
		slow.open();
		await untilReceived('first', 'slow', 'second');
		await receive('during the takeover');
		lookup.open();
		await taken;
		await receive('after');
		second.open();
		await untilReceived('first', 'slow', 'second', 'during the takeover', 'after');
	});

	it('handles nothing from a page that it has read before', async () => {
		const page = gate();
		const next = database.consumers.next.bind(database.consumers);
		const read = vi.fn(async (...args: Parameters<typeof next>) => {
			const result = await next(...args);
			await page.opened;
			return result;
		});
		database.consumers.next = read;
		await database.events.insert([message('handled elsewhere')]);
		dispatcher.pollOrWake('1');
		await vi.waitFor(() => expect(read).toHaveBeenCalled(), PatienceMs);
		isOwner = false;
		database.consumers.next = next;
		await handledElsewhere();
		isOwner = true;
		const taken = dispatcher.takeOver();
		page.open();
		await taken;
		await receive('after');
		await untilReceived('first', 'after');
	});

	it('does not count an attempt of an event that it did not start', async () => {
		await database.events.insert([message('waits')]);
		const save = database.begunEvents.save.bind(database.begunEvents);
		database.begunEvents.save = async (event) => {
			await save(event);
			isOwner = false;
		};
		await dispatcher.takeOver();
		await vi.waitFor(async () => expect(isOwner).toBe(false), PatienceMs);
		await vi.waitFor(async () => expect(await database.begunEvents.list()).toEqual([]), PatienceMs);
		expect(received).toEqual(['first']);
	});
});
