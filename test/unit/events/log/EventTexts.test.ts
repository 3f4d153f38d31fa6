import { describe, expect, it } from 'vitest';
import { joinedText } from '../../../../src/lib/events/log/EventText.js';
import { EventTexts } from '../../../../src/lib/events/log/EventTexts.js';
import type { EventRow } from '../../../../src/lib/storage/events/types.js';

/** Log that counts the ids of each read. */
class CountingLog {
	public readonly reads: number[] = [];

	public async withPayload(ids: readonly string[]): Promise<EventRow[]> {
		this.reads.push(ids.length);
		return ids.filter((id) => id !== 'gone').map(rowOf);
	}
}

function rowOf(id: string): EventRow {
	const at = new Date(0);
	return {
		id,
		eventId: id,
		messageId: null,
		type: 'from.the.future',
		version: '1',
		subscriptionId: null,
		broadcasterUserId: 1,
		guildId: null,
		source: 'webhook',
		state: 'received',
		isOwn: false,
		error: null,
		sentAt: at,
		receivedAt: at,
		payload: '{}'
	} as unknown as EventRow;
}

describe('the sentences about events', () => {
	it('are read once for each event, at most 50 payloads at a time', async () => {
		const log = new CountingLog();
		const texts = new EventTexts(log);
		const ids = Array.from({ length: 120 }, (_, index) => `event-${index}`);
		const first = await texts.of(ids);
		expect(first.size).toBe(120);
		expect(joinedText(first.get('event-7')!)).toBe('New kind of event: from.the.future');
		expect(log.reads).toEqual([50, 50, 20]);
		expect(await texts.of(ids)).toEqual(first);
		expect(log.reads).toEqual([50, 50, 20]);
	});

	it('are missing for an event that is no longer in the log', async () => {
		expect([...(await new EventTexts(new CountingLog()).of(['gone', 'there'])).keys()]).toEqual(['there']);
	});
});
