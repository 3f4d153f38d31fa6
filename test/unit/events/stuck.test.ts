import { expect, it, vi } from 'vitest';
import { PatienceMs } from '../../support/patience.js';
import { temporaryDatabase } from '../../support/temporaryDatabase.js';
import { linkServers } from '../storage/support/linkServers.js';
import { VirtualClock } from '../time/VirtualClock.js';
import { botProcess, kickEvent } from './support/botProcess.js';

it('a server is not stuck if the newest events of a quiet channel are for none of its queues', async () => {
	const database = await temporaryDatabase();
	await linkServers(database, ['1']);
	const clock = new VirtualClock();
	const bot = await botProcess(database, clock);
	bot.consumers.add({ name: 'crm', types: ['channel.followed'], handle: () => undefined });
	await bot.added();
	await bot.start();
	// The second event is only for the listeners, and the third one, of the bot itself, for none.
	const ignored = { ...kickEvent(3, 'sent'), state: 'ignored' as const, isOwn: true };
	await bot.receive([kickEvent(1), kickEvent(2, 'hello'), ignored], ['1']);
	const isHandled = async (consumer: string, types: readonly string[] | null) => {
		const { events } = await database.consumers.next({ consumer, guildId: '1' }, types, 9);
		expect(events).toEqual([]);
	};
	await vi.waitFor(() => isHandled('listeners', null), PatienceMs);
	await vi.waitFor(() => isHandled('host:crm', ['channel.followed']), PatienceMs);
	for (let minute = 0; minute <= 12; minute++) {
		await clock.advance(60_000);
		await bot.dispatcher.poll();
		await vi.waitFor(
			async () =>
				expect(await database.consumers.waiting({ name: 'host:crm', types: ['channel.followed'] })).toEqual([]),
			PatienceMs
		);
	}
	expect(bot.dispatcher.isStuck).toBe(false);
});
