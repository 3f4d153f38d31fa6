import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { KickChatMessage, KickEventContext } from '../../../../src/lib/kick/events/index.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { PatienceMs } from '../../../support/patience.js';
import { temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { pendingOf } from '../../../support/waitingServers.js';
import { linkChannel } from '../../storage/support/linkChannel.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { botProcess, gate, kickEvent } from '../support/botProcess.js';

let database: Database;
let process: Awaited<ReturnType<typeof botProcess>>;
/** Contents that the listeners of server 1 have received. */
let received: string[];
/** Number of reads from the log for server 1. */
let reads: number;

beforeEach(async () => {
	database = await temporaryDatabase();
	await linkServers(database, ['1', '2']);
	received = [];
	reads = 0;
	const next = database.consumers.next.bind(database.consumers);
	database.consumers.next = (queue, types, limit) => {
		if (queue.guildId === '1') reads += 1;
		return next(queue, types, limit);
	};
	process = await botProcess(database);
	process.client.on('kickChatMessage', ({ content }: KickChatMessage, { guildId }: KickEventContext) => {
		if (guildId === '1') received.push(content);
	});
	await process.start();
});

let number = 0;
const message = (content: string) => kickEvent(++number, content);
const receive = (...contents: string[]) => process.receive(contents.map(message));
const untilReceived = (...contents: string[]) => vi.waitFor(() => expect(received).toEqual(contents), PatienceMs);

/** Handles the first event, which a queue reads from the log, because it does not know earlier ones. */
async function begin(): Promise<void> {
	await receive('first');
	await untilReceived('first');
	await vi.waitFor(async () => expect(await pendingOf(database, '1')).toEqual([]), PatienceMs);
	reads = 0;
}

describe('events that this process has just stored', () => {
	it('go to the listeners without a read from the log, in order', async () => {
		await begin();
		await receive('a', 'b');
		await receive('c');
		await untilReceived('first', 'a', 'b', 'c');
		expect(reads).toBe(0);
		await process.dispatcher.stop();
		expect(await pendingOf(database, '1')).toEqual([]);
	});

	it('wait for the earlier event of another process', async () => {
		await begin();
		await database.events.insert([message('of another process')]);
		await receive('a');
		await untilReceived('first', 'of another process', 'a');
	});

	it('are read from the log if too many wait in memory, and are handled once', async () => {
		await begin();
		const { opened, open } = gate();
		process.client.prependOnceListener('kickChatMessage', () => opened);
		const contents = Array.from({ length: 1_300 }, (_, index) => `${index}`);
		for (let first = 0; first < contents.length; first += 100) await receive(...contents.slice(first, first + 100));
		open();
		await untilReceived('first', ...contents);
	});

	it('are read from the log after a change of the links, so that a new link misses nothing', async () => {
		await begin();
		const routed = process.route([message('routed before')], ['2']);
		await linkChannel(database, '3', 123_456);
		await process.routes.changed();
		await process.store(routed);
		await receive('a');
		await untilReceived('first', 'routed before', 'a');
	});

	it('are read from the log after this process has gained servers, in case another one has handled them', async () => {
		await begin();
		const { opened, open } = gate();
		process.client.prependOnceListener('kickChatMessage', () => opened);
		await receive('running', 'handled by another process');
		await process.dispatcher.takeOver();
		const [, second] = await pendingOf(database, '1');
		const at = new Date();
		await database.consumers.mark([
			{
				consumer: 'listeners',
				guildId: '1',
				id: second!.event.id,
				cursorOf: second!.cursorOf,
				hasRow: false,
				state: 'handled',
				attempts: 1,
				error: null,
				at
			}
		]);
		open();
		await receive('a');
		await untilReceived('first', 'running', 'a');
	});
});
