import { describe, expect, it } from 'vitest';
import type { ListedSubscription } from '../../../src/lib/kick/index.js';
import type { SubscriptionRequests, SubscriptionRow } from '../../../src/lib/storage/subscriptions/types.js';
import { planSubscriptions } from '../../../src/lib/subscriptions/planSubscriptions.js';

const now = new Date('2026-11-22T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const listed = (id: string, event = 'chat.message.sent', minutes = 60, version = 1): ListedSubscription => ({
	id,
	appId: 'app',
	broadcasterUserId: 5,
	event,
	version,
	method: 'webhook',
	createdAt: minutesAgo(minutes)
});
const row = (id: string, changes: Partial<SubscriptionRow> = {}): SubscriptionRow => ({
	id,
	broadcasterUserId: 5,
	event: 'chat.message.sent',
	version: 1,
	createdAt: minutesAgo(60),
	lastListedAt: minutesAgo(1),
	...changes
});
const plan = (
	atKick: ListedSubscription[],
	remembered: SubscriptionRow[],
	requests: Partial<SubscriptionRequests> = {}
) =>
	planSubscriptions({
		wanted: ['chat.message.sent', 'channel.followed'],
		listed: atKick,
		remembered,
		requests: { creating: [], deleting: [], ...requests },
		now
	});

describe('planning the subscriptions of a channel', () => {
	it('creates missing ones', () => {
		expect(plan([], []).create).toEqual(['chat.message.sent', 'channel.followed']);
	});

	it('uses what Kick lists already', () => {
		const result = plan([listed('a'), listed('b', 'channel.followed')], []);
		expect(result).toMatchObject({ create: [], delete: [], gone: [] });
		expect(result.keep.map(({ id }) => id)).toEqual(['a', 'b']);
	});

	it('keeps the recorded one and deletes exact duplicates', () => {
		const result = plan([listed('older', undefined, 99), listed('recorded')], [row('recorded')]);
		expect(result.delete).toEqual(['older']);
		expect(result.keep.map(({ id }) => id)).toContain('recorded');
	});

	it('keeps the oldest of two unknown ones', () => {
		expect(plan([listed('young', undefined, 1), listed('old', undefined, 9)], []).delete).toEqual(['young']);
	});

	it('ignores another version of the same event', () => {
		const result = plan([listed('v1'), listed('v2', 'chat.message.sent', 60, 2)], []);
		expect(result.delete).toEqual([]);
	});

	it.each([
		['created 9 minutes ago and listed since', row('a', { createdAt: minutesAgo(9) }), true],
		['created an hour ago and listed since', row('a'), false],
		['created an hour ago and never listed', row('a', { lastListedAt: null }), true],
		['created two days ago and never listed', row('a', { lastListedAt: null, createdAt: minutesAgo(2_880) }), false]
	])('a recorded one that the list lacks and that was %s: still alive is %s', (_, remembered, isAlive) => {
		const result = plan([listed('b', 'channel.followed')], [remembered]);
		expect(result.create).toEqual(isAlive ? [] : ['chat.message.sent']);
		expect(result.gone).toEqual(isAlive ? [] : ['a']);
	});

	it('does not count deleted ones that are still listed', () => {
		const result = plan([listed('old'), listed('b', 'channel.followed')], [], { deleting: ['old'] });
		expect(result).toMatchObject({ create: ['chat.message.sent'], delete: [], gone: [] });
		expect(result.keep.map(({ id }) => id)).toEqual(['b']);
	});

	it('deletes again what cannot be deleted yet, and creates another one', () => {
		const result = plan([listed('old'), listed('b', 'channel.followed')], [row('old')], { deleting: ['old'] });
		expect(result).toMatchObject({ create: ['chat.message.sent'], delete: ['old'], gone: [] });
	});

	it('does not create again what Kick may have created, unless it is listed or recorded', () => {
		const creating = ['chat.message.sent'];
		expect(plan([], [], { creating })).toMatchObject({
			create: ['channel.followed'],
			unconfirmed: ['chat.message.sent']
		});
		expect(plan([listed('a')], [], { creating })).toMatchObject({ create: ['channel.followed'], unconfirmed: [] });
		const young = row('a', { createdAt: minutesAgo(1), lastListedAt: null });
		expect(plan([], [young], { creating })).toMatchObject({ create: ['channel.followed'], unconfirmed: [] });
	});

	it('deletes unwanted events only if it has recorded that it created them', () => {
		const result = plan(
			[listed('a'), listed('b', 'channel.followed'), listed('x', 'kicks.gifted'), listed('y', 'moderation.banned')],
			[row('x', { event: 'kicks.gifted' })]
		);
		expect(result.delete).toEqual(['x']);
	});
});
