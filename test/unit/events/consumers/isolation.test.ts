import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { KickEventContext } from '../../../../src/lib/kick/events/index.js';
import type { Database } from '../../../../src/lib/storage/types.js';
import { PatienceMs } from '../../../support/patience.js';
import { temporaryDatabase } from '../../../support/temporaryDatabase.js';
import { waitingServers } from '../../../support/waitingServers.js';
import { linkServers } from '../../storage/support/linkServers.js';
import { botProcess, gate, kickEvent } from '../support/botProcess.js';

const Servers = ['1', '2'];
const Events = [1, 2, 3].map((number) => kickEvent(number));
const Ids = Events.map(({ eventId }) => eventId);
let database: Database;

beforeEach(async () => {
	database = await temporaryDatabase();
	await linkServers(database, Servers);
});

const allWaiting = async () => {
	const names = ['listeners', 'host:hanging', 'host:failing', 'host:shaky', 'host:good'];
	return (await Promise.all(names.map((name) => database.consumers.waiting({ name, types: null })))).flat();
};
const until = (check: () => unknown) => vi.waitFor(check, PatienceMs);

/** Calls of a handler: the ids of events for each server, in order. */
function recorder() {
	const calls: string[] = [];
	return {
		calls,
		add: ({ guildId, eventId }: KickEventContext) => calls.push(`${guildId} ${eventId}`),
		of: (guildId: string) => calls.filter((call) => call.startsWith(guildId)).map((call) => call.split(' ')[1])
	};
}

/** Returns ids of the events that are pending for a consumer. */
async function waitingOf(consumer: string, guildId: string): Promise<string[]> {
	const { events } = await database.consumers.next({ consumer, guildId }, null, 100);
	return events.map(({ event }) => event.eventId);
}

describe('several consumers at once', () => {
	it('each continue at their own pace and in their own order, independent of the others', async () => {
		const bot = await botProcess(database);
		const [listeners, hanging, failing, shaky, good] = [recorder(), recorder(), recorder(), recorder(), recorder()];
		const { opened, open } = gate();
		bot.client.on('kickEvent', (_event: unknown, context: KickEventContext) => listeners.add(context));
		bot.consumers.add({
			name: 'hanging',
			handle(_event, context) {
				hanging.add(context);
				return opened;
			}
		});
		bot.consumers.add({
			name: 'failing',
			handle(_event, context) {
				failing.add(context);
				throw new Error('always');
			}
		});
		bot.consumers.add({
			name: 'shaky',
			async handle(_event, context) {
				shaky.add(context);
				if (shaky.calls.filter((call) => call === `${context.guildId} ${context.eventId}`).length === 1)
					throw new Error('once');
			}
		});
		bot.consumers.add({ name: 'good', handle: (_event, context) => good.add(context) });
		await bot.start();
		await bot.receive(Events);

		for (const guildId of Servers) {
			await until(() => expect(listeners.of(guildId)).toEqual(Ids));
			await until(() => expect(good.of(guildId)).toEqual(Ids));
			await until(() => expect(shaky.of(guildId)).toEqual(Ids.flatMap((id) => [id, id])));
			await until(() => expect(failing.of(guildId)).toEqual(Ids.flatMap((id) => [id, id, id, id])));
			expect(hanging.of(guildId)).toEqual([Ids[0]]);
		}
		await until(async () => expect(await waitingServers(database)).toEqual([]));
		expect(await waitingOf('host:hanging', '1')).toEqual(Ids);

		open();
		for (const guildId of Servers) await until(() => expect(hanging.of(guildId)).toEqual(Ids));
		await until(async () => expect(await allWaiting()).toEqual([]));
		expect(bot.logger.lines.filter((line) => line.includes('dead letter'))).toHaveLength(Ids.length * Servers.length);
	});

	it('have failures that servers do not see: the log shows those of the listeners', async () => {
		const bot = await botProcess(database);
		bot.consumers.add({ name: 'failing', handle: () => Promise.reject(new Error('always')) });
		await bot.start();
		await bot.receive([Events[0]!]);
		await until(async () => expect(await allWaiting()).toEqual([]));
		expect(await database.eventLog.find(Ids[0]!)).toMatchObject({
			state: 'handled',
			deliveries: Servers.map((guildId) => ({ guildId, state: 'handled', attempts: 1, error: null }))
		});
	});

	it('are woken only by events of their types', async () => {
		const bot = await botProcess(database);
		const [chat, follows] = [recorder(), recorder()];
		bot.consumers.add({
			name: 'chat',
			types: ['chat.message.sent'],
			handle: (_event, context) => chat.add(context)
		});
		bot.consumers.add({
			name: 'follows',
			types: ['channel.followed'],
			handle: (_event, context) => follows.add(context)
		});
		await bot.added();
		await bot.start();
		const read: string[] = [];
		const next = database.consumers.next.bind(database.consumers);
		database.consumers.next = async (queue, types, limit) => {
			read.push(`${queue.consumer} ${queue.guildId}`);
			return next(queue, types, limit);
		};
		await bot.receive([kickEvent(1, 'hello')]);
		await until(() => expect(chat.calls.toSorted()).toEqual(['1 event-1', '2 event-1']));
		expect(read.filter((queue) => queue.startsWith('host:follows'))).toEqual([]);
		await bot.receive([kickEvent(2)]);
		await until(() => expect(follows.calls.toSorted()).toEqual(['1 event-2', '2 event-2']));
		expect(chat.calls).toHaveLength(2);
	});
});

describe('a consumer whose handler hangs', () => {
	async function withHanging() {
		const bot = await botProcess(database);
		const [listeners, old] = [recorder(), recorder()];
		const { opened, open } = gate();
		bot.client.on('kickEvent', (_event: unknown, context: KickEventContext) => listeners.add(context));
		bot.consumers.add({
			name: 'crm',
			handle(_event, context) {
				old.add(context);
				return opened;
			}
		});
		await bot.start();
		await bot.receive([Events[0]!]);
		await until(() => expect(old.calls.toSorted()).toEqual(Servers.map((guildId) => `${guildId} ${Ids[0]}`)));
		return { ...bot, listeners, old, open };
	}

	it('does not block the others while it is removed, and gets nothing more', async () => {
		const { consumers, listeners, old, open, receive } = await withHanging();
		let isRemoved = false;
		const removing = consumers.remove('crm').then(() => {
			isRemoved = true;
		});
		await receive(Events.slice(1));
		for (const guildId of Servers) await until(() => expect(listeners.of(guildId)).toEqual(Ids));
		await until(async () => expect(await waitingServers(database)).toEqual([]));
		expect(isRemoved).toBe(false);
		open();
		await removing;
		expect(old.calls).toHaveLength(Servers.length);
		expect(await waitingOf('host:crm', '1')).toEqual([]);
	});

	it('can be added again when its handler has ended, and continues there', async () => {
		const { consumers, old, open, receive, listeners, added } = await withHanging();
		const removing = consumers.remove('crm');
		const later = recorder();
		const add = () => consumers.add({ name: 'crm', handle: (_event, context) => later.add(context) });
		expect(add).toThrow('being removed');
		await receive([Events[1]!]);
		for (const guildId of Servers) await until(() => expect(listeners.of(guildId)).toEqual(Ids.slice(0, 2)));
		open();
		await removing;
		add();
		await added();
		await receive([Events[2]!]);
		for (const guildId of Servers) await until(() => expect(later.of(guildId)).toEqual([Ids[2]]));
		expect(old.calls).toHaveLength(Servers.length);
	});
});
