import { KickError } from '../errors.js';
import { UnreadableHint } from './answerError.js';
import type { ExchangeFailure } from './exchange.js';

/**
 * Maps a request without a complete answer to an error.
 *
 * @param repeatable Whether the request is safe to repeat.
 */
export function failureError(failure: ExchangeFailure, repeatable: boolean): KickError {
	const details = { detail: failure.systemCode };
	if (failure.written && !repeatable) return outcomeUnknown(details);
	if (failure.reason === 'closed')
		return new KickError('stopped', 'The bot is shutting down. Try again when it is back.', details);
	if (!failure.written) return new KickError('network', unreachable(failure), details);
	switch (failure.reason) {
		case 'timeout':
			return new KickError('timeout', 'Kick did not answer in time. Try again in a few minutes.', details);
		case 'too_large':
			return new KickError('invalid_response', UnreadableHint, details);
		case 'connection':
			return new KickError(
				'network',
				'The connection to Kick was lost before the answer was complete. Try again in a few minutes.',
				details
			);
	}
}

function unreachable({ reason, connection }: ExchangeFailure): string {
	const words = connection ?? (reason === 'timeout' ? 'no answer in time' : null);
	return `Kick could not be reached${words === null ? '' : `: ${words}`}. Try again in a few minutes.`;
}

/** Returns the error for a request that Kick may have carried out. Report it, but never repeat the request. */
export function outcomeUnknown(details: { status?: number; detail?: string | null } = {}): KickError {
	return new KickError(
		'outcome_unknown',
		'Kick received the request but sent no clear answer, so it may have worked. Check before you try again.',
		details
	);
}
