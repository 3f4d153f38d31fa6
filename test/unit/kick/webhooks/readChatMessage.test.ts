import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testBody } from '../../../../src/lib/events/testing/testBody.js';
import { schemaProblems } from '../../../../src/lib/kick/schemaProblems.js';
import { EventSchemas, parseWebhookEvent } from '../../../../src/lib/kick/webhooks/parseWebhookEvent.js';
import { readChatMessage } from '../../../../src/lib/kick/webhooks/readChatMessage.js';
import { damagedBodies, usualBodies } from './support/chatBodies.js';
import { countProperties, damaged } from './support/damage.js';
import { extraKeys, oddValues } from './support/oddValues.js';

const type = 'chat.message.sent';
const schema = EventSchemas[type];
const receivedAt = new Date('2026-11-20T18:05:07Z');

/** A message with everything that Kick documents. @see https://docs.kick.com/events/event-types */
const documented = {
	message_id: '0f5e2a34-1111-4222-8333-444455556666',
	replies_to: { message_id: 'm0', content: 'Ready?', sender: userOf(5, 'Other_One', false) },
	broadcaster: userOf(812345, 'StreamerOne', true),
	sender: {
		...userOf(99001, 'Viewer_Two', false),
		identity: {
			username_color: '#FF5733',
			badges: [
				{ text: 'Moderator', type: 'moderator' },
				{ text: 'Sub Gifter', type: 'sub_gifter', count: 5 }
			]
		}
	},
	content: 'Hello [emote:4148074:HYPERCLAP] [emote:37226:KEKW]',
	emotes: [{ emote_id: '37226', positions: [{ s: 33, e: 50 }] }],
	created_at: '2026-11-20T18:05:06Z'
};

// A message without a readable time gets the time of arrival.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: receivedAt }));
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

describe('the reader of chat messages', () => {
	it.each([
		['a reply with badges and emotes, as documented', documented],
		['no reply', { ...documented, replies_to: null, emotes: null }],
		['real deliveries, without a time and an identity', realDelivery()],
		['test events', testBody(type, 'm1', { id: 5, username: 'A', slug: 'a' }, receivedAt)]
	])('reads %s without the schema', (_name, body) => {
		const bySchema = schema.parse(body);
		const safeParse = vi.spyOn(schema, 'safeParse');
		expect(parseWebhookEvent(type, body).unwrap()).toStrictEqual(bySchema);
		expect(safeParse).not.toHaveBeenCalled();
	});

	it('reads all usual bodies', () => {
		fc.assert(
			fc.property(usualBodies, (body) => {
				expect(readChatMessage(body)).toStrictEqual(schema.parse(body));
			})
		);
	});

	it('creates new objects', () => {
		const message = readChatMessage(documented);
		expect(message?.sender.badges).toHaveLength(2);
		expect(message?.sender.badges[0]).not.toBe(documented.sender.identity.badges[0]);
	});

	it.each([
		['an id as text', { sender: { ...documented.sender, user_id: '99001' } }],
		['a reply to a message without a sender', { replies_to: { ...documented.replies_to, sender: null } }],
		['a message id of many code units and few code points', { message_id: '😀'.repeat(128) }]
	])('leaves %s to the schema', (_name, change) => {
		const body = { ...documented, ...change };
		expect(readChatMessage(body)).toBeNull();
		expect(parseWebhookEvent(type, body).unwrap()).toStrictEqual(schema.parse(body));
	});
});

describe('a body is the same event with the reader, or is refused with the same words', () => {
	const places = Array.from({ length: countProperties(documented) }, (_, at) => at);

	it('when one of its properties is odd', () => {
		for (const at of places) {
			for (const value of oddValues) expectAsBySchema(damaged(documented, { kind: 'replace', at, value }));
		}
	});

	it('when one of its properties is missing', () => {
		for (const at of places) expectAsBySchema(damaged(documented, { kind: 'remove', at }));
	});

	it('when it has one more property', () => {
		for (const at of places) {
			for (const key of extraKeys) {
				for (const value of [null, 1, 'x', {}]) expectAsBySchema(damaged(documented, { kind: 'add', at, key, value }));
			}
		}
	});

	it('when it is damaged in several places', () => {
		fc.assert(fc.property(damagedBodies, expectAsBySchema), { numRuns: 2_000 });
	});

	it('when it is any value', () => {
		fc.assert(fc.property(fc.oneof(fc.anything(), fc.jsonValue()), expectAsBySchema));
		for (const value of oddValues) expectAsBySchema(value);
	});
});

function expectAsBySchema(json: unknown): void {
	const expected = schema.safeParse(json);
	const event = parseWebhookEvent(type, json);
	if (expected.success) expect(event.unwrap()).toStrictEqual(expected.data);
	else expect(event.unwrapErr()).toBe(schemaProblems(expected.error, 'body'));
}

function userOf(user_id: number, username: string, is_verified: boolean) {
	return {
		is_anonymous: false,
		user_id,
		username,
		is_verified,
		profile_picture: `https://example.com/${user_id}.webp`,
		channel_slug: username.toLowerCase().replace('_', '-'),
		identity: null
	};
}

/** Real deliveries before July 2025. */
function realDelivery(): object {
	const { created_at: _, ...body } = documented;
	const { identity: __, ...sender } = { ...documented.sender, is_verified: null, profile_picture: '' };
	return { ...body, sender, replies_to: null, emotes: [] };
}
