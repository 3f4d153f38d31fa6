import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classifyWebhook, withAge } from '../../../../src/lib/events/receiving/classifyWebhook.js';
import { localAge } from '../../../../src/lib/events/receiving/eventFields.js';
import { KickWebhookTypes } from '../../../../src/lib/kick/events/index.js';

const receivedAt = new Date('2026-11-22T10:00:00Z');
const anyTime = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
	fc.constantFrom(receivedAt.toISOString(), '0001-01-01T00:00:00Z', '+275760-09-13T00:00:00.001Z', 'NaN')
);
const anyUser = fc.record({
	user_id: fc.oneof(fc.nat(), fc.jsonValue()),
	username: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue())
});
const anyMessage = fc.record({
	message_id: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
	content: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
	created_at: fc.oneof(anyTime, fc.jsonValue()),
	broadcaster: anyUser,
	sender: anyUser,
	replies_to: fc.jsonValue()
});
const anyBody = fc.oneof(
	fc.uint8Array().map((bytes) => Buffer.from(bytes)),
	fc
		.oneof(
			fc.json(),
			anyMessage.map((message) => JSON.stringify(message))
		)
		.map((json) => Buffer.from(json))
);

it('turns any signed bytes into an event that can be stored', () => {
	const type = fc.oneof(fc.constantFrom(...KickWebhookTypes, '__proto__', 'constructor'), fc.string());
	fc.assert(
		fc.property(type, anyTime, anyBody, (eventType, timestamp, body) => {
			const headers = { messageId: 'm', subscriptionId: 's', signature: '', timestamp, type: eventType, version: '1' };
			const age = localAge(new Date(timestamp), receivedAt);
			const event = withAge(classifyWebhook(headers, body.toString('utf8'), receivedAt), receivedAt, age, 600_000);
			expect(['received', 'stale', 'ignored', 'unreadable']).toContain(event.state);
			expect(Number.isNaN(event.sentAt.getTime())).toBe(false);
			expect(event.broadcasterUserId === null || Number.isSafeInteger(event.broadcasterUserId)).toBe(true);
			if (event.state === 'received') expect(event.broadcasterUserId).not.toBeNull();
		}),
		{ numRuns: 300 }
	);
});
