import { expect, it } from 'vitest';
import { Backlog } from '../../../src/lib/events/Backlog.js';
import { VirtualClock } from '../time/VirtualClock.js';

const MinuteMs = 60_000;

it('a server whose oldest event stays the same for 10 minutes is stuck, however old the event was before', async () => {
	const clock = new VirtualClock();
	const backlog = new Backlog(clock);
	backlog.update([{ guildId: '1', oldestId: 'a' }]);
	await clock.advance(10 * MinuteMs - 1);
	expect(backlog.stuck()).toEqual([]);
	await clock.advance(1);
	expect(backlog.stuck()).toEqual(['1']);
	backlog.update([{ guildId: '1', oldestId: 'a' }]);
	expect(backlog.stuck()).toEqual(['1']);
});

it('a server that is at another event, or at none, is not stuck, however long others wait', async () => {
	const clock = new VirtualClock();
	const backlog = new Backlog(clock);
	for (const oldestId of ['a', 'b', 'c']) {
		backlog.update([
			{ guildId: '1', oldestId },
			{ guildId: '2', oldestId: 'a' }
		]);
		await clock.advance(4 * MinuteMs);
	}
	expect(backlog.stuck()).toEqual(['2']);
	backlog.update([{ guildId: '1', oldestId: 'c' }]);
	expect(backlog.stuck()).toEqual([]);
	// The same event again, after a replay: it waits since now.
	backlog.update([{ guildId: '2', oldestId: 'a' }]);
	await clock.advance(9 * MinuteMs);
	expect(backlog.stuck()).toEqual([]);
});
