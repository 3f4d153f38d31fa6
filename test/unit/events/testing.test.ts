import { describe, expect, it } from 'vitest';
import { testBody } from '../../../src/lib/events/testing/testBody.js';
import { KickWebhookTypes } from '../../../src/lib/kick/events/index.js';
import { parseWebhookEvent, TestSignature } from '../../../src/lib/kick/index.js';

describe('the body of a test event', () => {
	it.each(KickWebhookTypes)('of type %s is read like one of Kick', (type) => {
		const channel = { id: 42, username: 'Streamer', slug: 'streamer' };
		const body = testBody(type, 'test-1', channel, new Date());
		const event = parseWebhookEvent(type, JSON.parse(JSON.stringify(body))).unwrap();
		expect(event.broadcaster).toMatchObject({ id: 42, username: 'Streamer', slug: 'streamer' });
	});
});

describe('the signature of a test event', () => {
	const headers = {
		messageId: 'test-1',
		subscriptionId: 'test-1',
		timestamp: '2026-01-01T00:00:00Z',
		type: 'channel.followed',
		version: '1'
	};
	const body = Buffer.from('{}');

	it('fits only what this process has signed', async () => {
		const own = new TestSignature();
		const signature = await own.sign(headers, body);
		expect(await own.fits({ ...headers, signature }, body)).toBe(true);
		expect(await own.fits({ ...headers, signature }, Buffer.from('{ }'))).toBe(false);
		expect(await own.fits({ ...headers, messageId: 'test-2', signature }, body)).toBe(false);
		expect(await own.fits({ ...headers, timestamp: '2026-01-01T00:00:01Z', signature }, body)).toBe(false);
		const theirs = await new TestSignature().sign(headers, body);
		expect(await own.fits({ ...headers, signature: theirs }, body)).toBe(false);
		expect(await own.fits({ ...headers, signature: 'no base64' }, body)).toBe(false);
	});

	it('fits nothing before a test was sent', async () => {
		expect(await new TestSignature().fits({ ...headers, signature: 'AAAA' }, body)).toBe(false);
	});
});
