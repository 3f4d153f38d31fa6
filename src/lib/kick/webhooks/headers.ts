import type { IncomingHttpHeaders } from 'node:http';

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
	messageId: { name: 'Kick-Event-Message-Id', maxLength: 128 },
	subscriptionId: { name: 'Kick-Event-Subscription-Id', maxLength: 128 },
	signature: { name: 'Kick-Event-Signature', maxLength: 1024 },
	timestamp: { name: 'Kick-Event-Message-Timestamp', maxLength: 64 },
	type: { name: 'Kick-Event-Type', maxLength: 128 },
	version: { name: 'Kick-Event-Version', maxLength: 16 }
} as const satisfies Record<keyof WebhookHeaders, { name: string; maxLength: number }>;

/**
 * Reads the six headers. `null` when one is missing, empty or over-long: see {@link missingWebhookHeaders}.
 *
 * @see https://docs.kick.com/events/webhook-security
 */
export function readWebhookHeaders(headers: IncomingHttpHeaders): WebhookHeaders | null {
	const messageId = headers['kick-event-message-id'];
	const subscriptionId = headers['kick-event-subscription-id'];
	const signature = headers['kick-event-signature'];
	const timestamp = headers['kick-event-message-timestamp'];
	const type = headers['kick-event-type'];
	const version = headers['kick-event-version'];
	const isComplete =
		isUsable(messageId, Headers.messageId.maxLength) &&
		isUsable(subscriptionId, Headers.subscriptionId.maxLength) &&
		isUsable(signature, Headers.signature.maxLength) &&
		isUsable(timestamp, Headers.timestamp.maxLength) &&
		isUsable(type, Headers.type.maxLength) &&
		isUsable(version, Headers.version.maxLength);
	return isComplete ? { messageId, subscriptionId, signature, timestamp, type, version } : null;
}

/** Names of the headers that are missing, empty or over-long, as Kick writes them. */
export function missingWebhookHeaders(headers: IncomingHttpHeaders): string[] {
	return Object.values(Headers)
		.filter(({ name, maxLength }) => !isUsable(headers[name.toLowerCase()], maxLength))
		.map(({ name }) => name);
}

function isUsable(value: string | string[] | undefined, maxLength: number): value is string {
	return typeof value === 'string' && value !== '' && value.length <= maxLength;
}
