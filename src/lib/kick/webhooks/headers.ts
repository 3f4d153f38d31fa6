import type { IncomingHttpHeaders } from 'node:http';
import { err, ok, type Result } from '@sapphire/result';

/** The headers of a webhook, as sent: {@link WebhookVerifier} needs them to the byte. */
export interface WebhookHeaders {
	messageId: string;
	subscriptionId: string;
	signature: string;
	/** RFC 3339, when Kick sent it. */
	timestamp: string;
	/** Kick may add types: check with `isKickWebhookType`. */
	type: string;
	version: string;
}

/** Kick's names, with a length that none of its values comes near. */
const Headers = {
	messageId: ['Kick-Event-Message-Id', 128],
	subscriptionId: ['Kick-Event-Subscription-Id', 128],
	signature: ['Kick-Event-Signature', 1024],
	timestamp: ['Kick-Event-Message-Timestamp', 64],
	type: ['Kick-Event-Type', 128],
	version: ['Kick-Event-Version', 16]
} as const satisfies Record<keyof WebhookHeaders, readonly [name: string, longest: number]>;

/**
 * @returns The six headers, or the names of those that are missing, empty or over-long.
 * @see https://docs.kick.com/events/webhook-security
 */
export function readWebhookHeaders(headers: IncomingHttpHeaders): Result<WebhookHeaders, string[]> {
	const missing: string[] = [];
	const read = (field: keyof WebhookHeaders): string => {
		const [name, longest] = Headers[field];
		const value = headers[name.toLowerCase()];
		if (typeof value === 'string' && value !== '' && value.length <= longest) return value;
		missing.push(name);
		return '';
	};
	const found: WebhookHeaders = {
		messageId: read('messageId'),
		subscriptionId: read('subscriptionId'),
		signature: read('signature'),
		timestamp: read('timestamp'),
		type: read('type'),
		version: read('version')
	};
	return missing.length > 0 ? err(missing) : ok(found);
}
