import { expect } from 'vitest';
import { underAttack } from './support/attack.js';

const { attack } = await underAttack();

const MinuteMs = 60_000;
const DayMs = 24 * 60 * MinuteMs;
const inTime = (differenceMs: number) => new Date(Date.now() + differenceMs).toISOString();

for (const [name, timestamp, state] of [
	['11 minutes ago', inTime(-11 * MinuteMs), 'stale'],
	['a year ago', inTime(-365 * DayMs), 'stale'],
	['in year 1', '0001-01-01T00:00:00Z', 'stale'],
	['two days ahead', inTime(2 * DayMs), 'unreadable'],
	['in year 9999', '9999-12-31T23:59:59Z', 'unreadable'],
	['in year 275761', '+275761-01-01T00:00:00Z', 'unreadable'],
	['never', 'never', 'unreadable'],
	['at NaN', 'NaN', 'unreadable'],
	['on a day that does not exist', '2026-13-45T00:00:00Z', 'unreadable']
] as const) {
	attack({
		name: `a delivery signed ${name}: it is stored, but not announced`,
		how: (target) => target.deliver({ timestamp }),
		answer: 200,
		stores: { events: 1 },
		async after({ world }, { messageId }) {
			const rows = await world.place.query(`SELECT state FROM kick_events WHERE event_id = '${messageId}'`);
			expect(rows).toEqual([{ state }]);
		}
	});
}

attack({
	name: 'a delivery signed by a clock that is an hour ahead',
	how: (target) => target.deliver({ content: 'ahead', timestamp: inTime(60 * MinuteMs) }),
	answer: 200,
	stores: { events: 1, deliveries: 1 },
	announces: ['ahead']
});

attack({
	name: 'a delivery of ten minutes ago, repeated after its event was deleted',
	async how(target) {
		const delivery = { messageId: crypto.randomUUID(), timestamp: inTime(-10 * MinuteMs - 1) };
		const first = await target.deliver(delivery);
		await target.world.place.run(`DELETE FROM kick_events WHERE event_id = '${delivery.messageId}'`);
		return [first, await target.deliver(delivery)];
	},
	answer: 200,
	stores: { events: 1 }
});
