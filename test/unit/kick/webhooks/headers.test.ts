import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingWebhookHeaders, readWebhookHeaders } from '../../../../src/lib/kick/webhooks/headers.js';

const headers = {
	'kick-event-message-id': '01KA',
	'kick-event-subscription-id': '01KS',
	'kick-event-signature': 'c2ln',
	'kick-event-message-timestamp': '2026-11-20T18:05:06.123456789Z',
	'kick-event-type': 'something.new',
	'kick-event-version': '1'
};

describe('the headers of a webhook', () => {
	it('are read unchanged', () => {
		expect(readWebhookHeaders(headers)).toEqual({
			messageId: '01KA',
			subscriptionId: '01KS',
			signature: 'c2ln',
			timestamp: '2026-11-20T18:05:06.123456789Z',
			type: 'something.new',
			version: '1'
		});
	});

	it('that are missing are named in Kick’s spelling', () => {
		expect(readWebhookHeaders({})).toBeNull();
		expect(missingWebhookHeaders({})).toEqual([
			'Kick-Event-Message-Id',
			'Kick-Event-Subscription-Id',
			'Kick-Event-Signature',
			'Kick-Event-Message-Timestamp',
			'Kick-Event-Type',
			'Kick-Event-Version'
		]);
	});

	it.each([
		['empty', ''],
		['over-long', 'x'.repeat(2_000)],
		['a list', ['1', '2']]
	])('count as missing when %s', (_name, value) => {
		const changed = { ...headers, 'kick-event-type': value as string };
		expect(readWebhookHeaders(changed)).toBeNull();
		expect(missingWebhookHeaders(changed)).toEqual(['Kick-Event-Type']);
	});

	it('of any content cause no exception', () => {
		const name = fc.constantFrom(...Object.keys(headers), '__proto__');
		fc.assert(
			fc.property(fc.dictionary(name, fc.oneof(fc.string(), fc.array(fc.string()))), (any) => {
				const isRead = readWebhookHeaders(any as Record<string, string>) !== null;
				expect(missingWebhookHeaders(any as Record<string, string>).length === 0).toBe(isRead);
			})
		);
	});
});
