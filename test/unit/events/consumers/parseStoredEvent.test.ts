import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStoredEvent } from '../../../../src/lib/events/consumers/parseStoredEvent.js';
import { KickWebhookTypes } from '../../../../src/lib/kick/events/index.js';
import type { EventRow } from '../../../../src/lib/storage/events/types.js';
import { newEvent } from '../../storage/support/newEvent.js';

it('reads any row of the log as an event or none: a database edited by hand crashes nothing', () => {
	const type = fc.oneof(fc.constantFrom(...KickWebhookTypes, '__proto__'), fc.string());
	const payload = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('\uFEFF{}'));
	const source = fc.constantFrom<EventRow['source']>('webhook', 'websocket');
	fc.assert(
		fc.property(type, payload, source, (eventType, text, from) => {
			const row: EventRow = { ...newEvent(1), type: eventType, payload: text, source: from };
			const parsed = parseStoredEvent(row);
			if (parsed) expect(KickWebhookTypes).toContain(parsed.type);
		})
	);
});
