import type { IncomingHttpHeaders } from 'node:http';

/** Headers of a webhook, exactly as sent, because {@link WebhookVerifier} needs their bytes. */
export interface WebhookHeaders {
	messageId: string;
	subscriptionId: string;
	signature: string;
	/** RFC 3339 time when Kick sent it. */
	timestamp: string;
	/** Event type. Check it with `isKickWebhookType`, because Kick may add types. */
	type: string;
	version: string;
}

/** Names of Kick's headers, with maximum lengths far above any real value. */
const Headers = {
	messageId: { name: 'Kick-Event-Message-Id', maxLength: 128 },
	subscriptionId: { name: 'Kick-Event-Subscription-Id', maxLength: 128 },
	signature: { name: 'Kick-Event-Signature', maxLength: 1024 },
	timestamp: { name: 'Kick-Event-Message-Timestamp', maxLength: 64 },
	type: { name: 'Kick-Event-Type', maxLength: 128 },
	version: { name: 'Kick-Event-Version', maxLength: 16 }
} as const satisfies Record<keyof WebhookHeaders, { name: string; maxLength: number }>;

/**
 * Reads the six headers. Returns `null` when one is missing, empty or too long, see {@link missingWebhookHeaders}.
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

/** Returns Kick's names of the headers that are missing, empty or too long. */
export function missingWebhookHeaders(headers: IncomingHttpHeaders): string[] {
	return Object.values(Headers)
		.filter(({ name, maxLength }) => !isUsable(headers[name.toLowerCase()], maxLength))
		.map(({ name }) => name);
}

function isUsable(value: string | string[] | undefined, maxLength: number): value is string {
	return typeof value === 'string' && value !== '' && value.length <= maxLength;
}
