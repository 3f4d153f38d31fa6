import { expect, it } from 'vitest';
import { Backlog } from '../../../../src/lib/events/consumers/Backlog.js';
import { VirtualClock } from '../../time/VirtualClock.js';

const MinuteMs = 60_000;
const consumer = 'listeners';

it('a server is stuck when a queue stays at one position for 10 minutes, whatever its next event’s age', async () => {
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

it('a server is not stuck if its queue advances or is empty, however long others wait', async () => {
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
	// The same position again, after a replay: the wait starts now.
	backlog.update([{ consumer, guildId: '2', position: 'a' }]);
	await clock.advance(9 * MinuteMs);
	expect(backlog.stuck()).toEqual([]);
});

it('a server is stuck if one of its queues is, even if the others advance', async () => {
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
