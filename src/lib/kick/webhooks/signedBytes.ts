import type { WebhookHeaders } from './headers.js';

/**
 * What a webhook's signature covers: `<message id>.<timestamp>.<raw body>`.
 *
 * @see https://docs.kick.com/events/webhook-security
 */
export function signedBytes(
	{ messageId, timestamp }: Pick<WebhookHeaders, 'messageId' | 'timestamp'>,
	rawBody: Buffer
) {
	// Node reads headers as Latin-1: this gives back the bytes that came.
	return Buffer.concat([Buffer.from(`${messageId}.${timestamp}.`, 'latin1'), rawBody]);
}
