import { beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { KickConsumerOptions } from '../../../../src/lib/events/consumers/KickConsumers.js';
import type { KickFollow } from '../../../../src/lib/kick/events/index.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { PatienceMs } from '../../../support/patience.js';
import { temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { botProcess, gate, kickEvent } from '../support/botProcess.js';

let database: Database;

beforeEach(async () => {
	database = await temporaryDatabase();
	await linkServers(database, ['1']);
});

const handle = () => undefined;
const waiting = async (consumer = 'host:crm') =>
	(await database.consumers.next({ consumer, guildId: '1' }, null, 100)).events.map(({ event }) => event.eventId);
const until = (check: () => unknown) => vi.waitFor(check, PatienceMs);

describe('the options of a consumer', () => {
	it.each<[string, object, RegExp]>([
		['a name in capitals', { name: 'CRM', handle }, /name of a consumer .* not "CRM"/],
		['a name that begins with a digit', { name: '1crm', handle }, /with a letter first/],
		['a name that is too long', { name: 'a'.repeat(41), handle }, /1 to 40/],
		['no name', { handle }, /name of a consumer .* not undefined/],
		['the name of another part of the plugin', { name: 'host:crm', handle }, /not "host:crm"/],
		['an unknown type', { name: 'crm', types: ['channel.exploded'], handle }, /types of .*"crm".*"channel.exploded"/],
		['one type instead of a list', { name: 'crm', types: 'channel.followed', handle }, /"crm" are a list/],
		['no types', { name: 'crm', types: [], handle }, /list of types of the consumer "crm" is empty/],
		['no handler', { name: 'crm' }, /"crm" has no function "handle"/],
		['a limit of 0', { name: 'crm', handle, limitMs: 0 }, /limit of the consumer "crm" .* not 0/],
		['a limit that is no number', { name: 'crm', handle, limitMs: Number.NaN }, /not NaN/],
		['a limit that no timer takes', { name: 'crm', handle, limitMs: 2 ** 31 }, /not 2147483648/]
	])('are refused with %s, with a text that says why', async (_, options, text) => {
		const { consumers } = await botProcess(database);
		const add = () => consumers.add(options as KickConsumerOptions);
		expect(add).toThrow(TypeError);
		expect(add).toThrow(text);
	});

	it('are refused if a consumer of this name exists, and a refusal has no effect', async () => {
		const { consumers } = await botProcess(database);
		expect(() => consumers.add({ name: 'crm', types: [], handle })).toThrow(TypeError);
		consumers.add({ name: 'crm', handle });
		expect(() => consumers.add({ name: 'crm', handle })).toThrow(/There is a consumer .*crm/);
		consumers.add({ name: 'listeners', handle });
	});

	it('give the handler the events of its types', async () => {
		const { consumers } = await botProcess(database);
		consumers.add({
			name: 'crm',
			types: ['channel.followed'],
			handle(event, context) {
				expectTypeOf(event).toEqualTypeOf<KickFollow>();
				expectTypeOf(context.type).toEqualTypeOf<'channel.followed'>();
			}
		});
		// @ts-expect-error Kick has no such type.
		expect(() => consumers.add({ name: 'other', types: ['channel.exploded'], handle })).toThrow(TypeError);
	});
});

describe('the handler of a consumer', () => {
	it('gets a new copy of the event in each attempt, without changes by itself or a listener', async () => {
		const { client, consumers, start, receive } = await botProcess(database);
		const seen: string[] = [];
		client.on('kickFollow', (follow: KickFollow) => Object.assign(follow, { follower: 'changed' }));
		consumers.add({
			name: 'crm',
			types: ['channel.followed'],
			handle(event) {
				seen.push(event.follower.username);
				Object.assign(event, { follower: { username: 'changed' } });
				if (seen.length < 3) throw new Error('again');
			}
		});
		await start();
		await receive([kickEvent(1)]);
		await until(async () => expect(await waiting()).toEqual([]));
		expect(seen).toEqual(['user7', 'user7', 'user7']);
	});

	it('is not called again after a call took longer than its limit', async () => {
		const { consumers, start, receive, logger } = await botProcess(database);
		const seen: string[] = [];
		const { opened } = gate();
		consumers.add({
			name: 'crm',
			limitMs: 1,
			handle(_event, { eventId }) {
				seen.push(eventId);
				return eventId === 'event-1' ? opened : undefined;
			}
		});
		await start();
		await receive([kickEvent(1), kickEvent(2)]);
		await until(async () => expect(await waiting()).toEqual([]));
		expect(seen).toEqual(['event-1', 'event-2']);
		expect(logger.lines.join()).toMatch(/event-1 failed 1 times .*crm.*did not end within/);
	});
});

describe('the position of a consumer', () => {
	it('begins at the head of the log when it is added while the bot runs', async () => {
		const { consumers, start, receive, added } = await botProcess(database);
		const seen: string[] = [];
		await start();
		await receive([kickEvent(1)]);
		consumers.add({ name: 'crm', handle: (_event, { eventId }) => seen.push(eventId) });
		await added();
		await receive([kickEvent(2)]);
		await until(async () => expect(await waiting()).toEqual([]));
		expect(seen).toEqual(['event-2']);
	});

	it('is kept after a restart, with the missed events', async () => {
		const seen: string[] = [];
		const options = { name: 'crm', handle: (_: unknown, { eventId }: { eventId: string }) => seen.push(eventId) };
		const first = await botProcess(database);
		first.consumers.add(options);
		await first.start();
		await first.receive([kickEvent(1)]);
		await until(async () => expect(await waiting()).toEqual([]));
		await first.dispatcher.stop();

		// Without the consumer, its queue is paused.
		const without = await botProcess(database);
		await without.start();
		await without.receive([kickEvent(2)]);
		await until(async () => expect(await waiting('listeners')).toEqual([]));
		await without.dispatcher.stop();
		expect(seen).toEqual(['event-1']);

		const again = await botProcess(database);
		await again.start();
		again.consumers.add(options);
		await again.receive([kickEvent(3)]);
		await until(() => expect(seen).toEqual(['event-1', 'event-2', 'event-3']));
	});

	it('is deleted with its failures on removal, and a later one of its name begins at the head', async () => {
		const { consumers, start, receive, added } = await botProcess(database);
		consumers.add({ name: 'crm', handle: () => Promise.reject(new Error('always')) });
		consumers.add({ name: 'other', handle });
		await start();
		await receive([kickEvent(1)]);
		await until(async () => expect(await waiting()).toEqual([]));
		expect(await database.consumers.waiting({ name: 'host:crm', types: null })).toEqual([]);

		expect((await consumers.remove('crm')).isOk()).toBe(true);
		await receive([kickEvent(2)]);
		await until(async () => expect(await waiting('host:other')).toEqual([]));
		expect(await waiting()).toEqual([]);

		const seen: string[] = [];
		consumers.add({ name: 'crm', handle: (_event, { eventId }) => seen.push(eventId) });
		await added();
		await receive([kickEvent(3)]);
		await until(async () => expect(await waiting()).toEqual([]));
		expect(seen).toEqual(['event-3']);
	});
});
