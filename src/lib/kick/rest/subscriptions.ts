import type { z } from 'zod';
import type { KickError } from '../errors.js';
import type { KickAnswer } from '../http/answer.js';
import { answerError, kickErrorOf } from '../http/answerError.js';
import type { CreatedSubscription, createdSubscriptionsAnswer } from './schemas.js';

/** Maps a refused subscription request to an error (KickDevDocs #100, #227). */
export function subscriptionError(answer: KickAnswer): KickError {
	return /subscription limit/i.test(answer.text)
		? kickErrorOf(
				answer,
				'subscription_limit',
				'The Kick app has reached its limit of event subscriptions. Ask Kick to verify the app for a higher limit.'
			)
		: answerError(answer);
}

/** Finds the result for one wanted event. Kick also answers 200 when only some events succeed. */
export function createdSubscription(
	{ name, version }: { name: string; version: number },
	items: z.output<typeof createdSubscriptionsAnswer>
): CreatedSubscription {
	const item = items.find((candidate) => candidate.name === name && candidate.version === version);
	return item?.subscription_id && !item.error
		? { event: name, version, subscriptionId: item.subscription_id }
		: { event: name, version, error: item?.error?.slice(0, 200) ?? null };
}
