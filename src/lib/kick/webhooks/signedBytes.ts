import type { WebhookHeaders } from './headers.js';

/**
 * Returns the bytes that a webhook's signature covers: `<message id>.<timestamp>.<raw body>`.
 *
 * @see https://docs.kick.com/events/webhook-security
 */
export function signedBytes(
	{ messageId, timestamp }: Pick<WebhookHeaders, 'messageId' | 'timestamp'>,
	rawBody: Buffer
) {
	// Node reads headers as Latin-1, so this restores the received bytes.
	return Buffer.concat([Buffer.from(`${messageId}.${timestamp}.`, 'latin1'), rawBody]);
}
