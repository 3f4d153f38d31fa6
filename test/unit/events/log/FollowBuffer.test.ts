import { expect, it } from 'vitest';
import { FollowBuffer } from '../../../../src/lib/events/log/FollowBuffer.js';
import { toLogEntry } from '../../../../src/lib/events/log/LogEntry.js';
import type { DeliveryState } from '../../../../src/lib/storage/events/states.js';
import { newEvent } from '../../storage/support/newEvent.js';

function entry(number: number, state: DeliveryState = 'pending') {
	const { guildIds: _guildIds, senderUserId: _sender, payload: _payload, ...row } = newEvent(number);
	const delivery = { guildId: '1', state, attempts: 1, error: null, updatedAt: new Date() };
	return toLogEntry({ ...row, isTest: false, deliveries: [delivery] });
}

it('gives a slow reader the newest, and says that others were left out', async () => {
	const buffer = new FollowBuffer();
	for (let number = 1; number <= 1_000; number++) buffer.add('new', entry(number));
	const updates = buffer.read();
	expect((await updates.next()).value).toEqual({ kind: 'gap' });
	expect((await updates.next()).value).toMatchObject({ kind: 'new', entry: { id: entry(801).id } });
	const rest: unknown[] = [];
	for (let number = 802; number <= 1_000; number++) rest.push((await updates.next()).value);
	expect(rest.at(-1)).toMatchObject({ kind: 'new', entry: { id: entry(1_000).id } });
	const next = updates.next();
	buffer.add('new', entry(1_001));
	expect((await next).value).toMatchObject({ entry: { id: entry(1_001).id } });
});

it('reports an entry that changed meanwhile once, with its current state, as new', async () => {
	const buffer = new FollowBuffer();
	buffer.add('new', entry(1));
	buffer.add('changed', entry(1, 'handled'));
	buffer.add('changed', entry(2, 'dead_letter'));
	const updates = buffer.read();
	expect((await updates.next()).value).toMatchObject({ kind: 'new', entry: { state: 'handled' } });
	expect((await updates.next()).value).toMatchObject({ kind: 'changed', entry: { state: 'dead_letter' } });
});

it('ends for waiting and for later readers', async () => {
	const buffer = new FollowBuffer();
	const waiting = buffer.read().next();
	buffer.end();
	expect(await waiting).toEqual({ done: true, value: undefined });
	expect(await buffer.read().next()).toEqual({ done: true, value: undefined });
});
