import { expect, it } from 'vitest';
import { Backlog } from '../../../../src/lib/events/consumers/Backlog.js';
import { VirtualClock } from '../../time/VirtualClock.js';

const MinuteMs = 60_000;
const consumer = 'listeners';

it('a server with a queue that stays at the same position for 10 minutes is stuck, however old its next event was before', async () => {
	const clock = new VirtualClock();
	const backlog = new Backlog(clock);
	backlog.update([{ consumer, guildId: '1', position: 'a' }]);
	await clock.advance(10 * MinuteMs - 1);
	expect(backlog.stuck()).toEqual([]);
	await clock.advance(1);
	expect(backlog.stuck()).toEqual(['1']);
	backlog.update([{ consumer, guildId: '1', position: 'a' }]);
	expect(backlog.stuck()).toEqual(['1']);
});

it('a server whose queue gets further, or has nothing waiting, is not stuck, however long others wait', async () => {
	const clock = new VirtualClock();
	const backlog = new Backlog(clock);
	for (const position of ['a', 'b', 'c']) {
		backlog.update([
			{ consumer, guildId: '1', position },
			{ consumer, guildId: '2', position: 'a' }
		]);
		await clock.advance(4 * MinuteMs);
	}
	expect(backlog.stuck()).toEqual(['2']);
	backlog.update([{ consumer, guildId: '1', position: 'c' }]);
	expect(backlog.stuck()).toEqual([]);
	// The same position again, after a replay: it waits since now.
	backlog.update([{ consumer, guildId: '2', position: 'a' }]);
	await clock.advance(9 * MinuteMs);
	expect(backlog.stuck()).toEqual([]);
});

it('a server is stuck with one of its queues, though the others get further', async () => {
	const clock = new VirtualClock();
	const backlog = new Backlog(clock);
	for (const position of ['a', 'b', 'c']) {
		backlog.update([
			{ consumer, guildId: '1', position },
			{ consumer: 'host:crm', guildId: '1', position: 'a' }
		]);
		await clock.advance(5 * MinuteMs);
	}
	expect(backlog.stuck()).toEqual(['1']);
});
