import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KickEvent, KickEventContext } from '../../../src/lib/kick/events/index.js';
import { kickEventMessage, toEventMessage } from '../../../src/lib/redis/eventMessage.js';

describe('a published event', () => {
	it('can be parsed by subscribers, whatever people wrote in it', () => {
		const text = fc.string({ unit: 'binary' });
		fc.assert(
			fc.property(
				text,
				text,
				fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }),
				(id, content, date) => {
					const event = { id, content } as unknown as KickEvent;
					const context = {
						guildId: '1',
						source: 'webhook',
						type: 'chat.message.sent',
						eventId: id,
						receivedAt: date,
						sentAt: date
					};
					const message = kickEventMessage.parse(JSON.parse(toEventMessage(event, context as KickEventContext)));
					expect(message).toMatchObject({ guildId: '1', eventId: id, event: { content }, sentAt: date.toISOString() });
				}
			)
		);
	});

	it('that is invalid is refused, and no text causes an exception', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				expect(kickEventMessage.safeParse(json).success).toBe(false);
			})
		);
	});
});
