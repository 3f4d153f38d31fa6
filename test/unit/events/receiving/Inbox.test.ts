import { expect, it } from 'vitest';
import { Inbox, type InboxDependencies } from '../../../../src/lib/events/receiving/Inbox.js';
import type { InsertOutcome, NewEvent } from '../../../../src/lib/storage/events/types.js';

function inboxOf(outcomes: InsertOutcome[], changes: Partial<InboxDependencies> = {}) {
	return new Inbox({
		events: { insert: async () => outcomes },
		routes: { guildsOf: () => new Set(['1']), version: 7 },
		dispatcher: { stored: () => undefined },
		echoes: { isOwn: () => false, mayBeOwn: () => false },
		...changes
	});
}

function eventOf(eventId: string): NewEvent {
	return {
		eventId,
		messageId: null,
		type: 'channel.followed',
		version: '1',
		source: 'webhook',
		subscriptionId: null,
		broadcasterUserId: 5,
		sentAt: new Date(),
		receivedAt: new Date(),
		payload: '{}',
		state: 'received',
		error: null,
		guildId: null,
		guildIds: [],
		senderUserId: null
	};
}

it('reports only new events, before it answers their sender', async () => {
	const steps: string[] = [];
	const refused = new Error('too long');
	const inbox = inboxOf(['inserted', 'duplicate', refused], { onStored: ({ eventId }) => void steps.push(eventId) });
	const answers = ['new', 'known', 'refused'].map((eventId) =>
		inbox.store(eventOf(eventId)).finally(() => steps.push(`${eventId} is answered`))
	);
	expect(await Promise.allSettled(answers)).toEqual([
		{ status: 'fulfilled', value: 'inserted' },
		{ status: 'fulfilled', value: 'duplicate' },
		{ status: 'rejected', reason: refused }
	]);
	expect(steps[0]).toBe('new');
	expect(steps.filter((step) => !step.endsWith('answered'))).toEqual(['new']);
});

it('a report that throws affects only its own event', async () => {
	const boom = new Error('boom');
	const inbox = inboxOf(['inserted', 'inserted', 'inserted'], {
		onStored: ({ eventId }) => {
			if (eventId === 'bad') throw boom;
		}
	});
	const answers = ['a', 'bad', 'b'].map((eventId) => inbox.store(eventOf(eventId)));
	expect(await Promise.allSettled(answers)).toEqual([
		{ status: 'fulfilled', value: 'inserted' },
		{ status: 'rejected', reason: boom },
		{ status: 'fulfilled', value: 'inserted' }
	]);
});

it('returns cached servers of a channel immediately, and unknown ones later', async () => {
	const known = inboxOf([]).route(eventOf('a'), null);
	expect(known).toMatchObject({ guildIds: ['1'], routedAt: 7 });
	const routes = { guildsOf: async () => new Set(['2', '3']), version: 7 };
	const unknown = inboxOf([], { routes }).route(eventOf('b'), null);
	expect(unknown).toBeInstanceOf(Promise);
	expect((await unknown).guildIds).toEqual(['2', '3']);
	await expect(
		inboxOf([], { routes: { guildsOf: () => Promise.reject(new Error('no database')), version: 7 } }).route(
			eventOf('c'),
			null
		)
	).rejects.toThrow('no database');
});
