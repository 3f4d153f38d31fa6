import { decodeTime } from 'ulid';
import { expect, it } from 'vitest';
import { EventIds } from '../../../src/lib/events/EventIds.js';

const Now = Date.parse('2026-11-30T12:00:00Z');
const at = (ms: number) => new Date(Now + ms);

it('ids rise in the order in which they are drawn, also for events that waited longer than others', () => {
	const ids = new EventIds();
	const drawn = [0, 5, 5, 2, -30_000, 6].map((ms) => ids.draw(at(ms)));
	expect(drawn).toEqual(drawn.toSorted());
	expect(new Set(drawn).size).toBe(drawn.length);
});

it('events after a clock that was ahead for a while have the right time again', () => {
	const ids = new EventIds();
	ids.draw(at(0));
	const ahead = ids.draw(at(3_600_000));
	const later = [1_000, 1_000, 900].map((ms) => ids.draw(at(ms)));
	expect(decodeTime(ahead)).toBe(Now + 3_600_000);
	expect(later.map(decodeTime)).toEqual([Now + 1_000, Now + 1_000, Now + 1_000]);
	expect(later).toEqual(later.toSorted());
});
