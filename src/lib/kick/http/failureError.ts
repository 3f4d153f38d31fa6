import { KickError } from '../errors.js';
import { UnreadableHint } from './answerError.js';
import type { ExchangeFailure } from './exchange.js';

/**
 * What it means that no complete answer came.
 *
 * @param repeatable Whether the call may be made twice without harm.
 */
export function failureError(failure: ExchangeFailure, repeatable: boolean): KickError {
	const details = { detail: failure.systemCode };
	if (failure.written && !repeatable) return outcomeUnknown(details);
	if (failure.reason === 'closed') return new KickError('stopped', 'The connection to Kick is shut down.', details);
	if (!failure.written) return new KickError('network', unreachable(failure), details);
	switch (failure.reason) {
		case 'timeout':
			return new KickError('timeout', 'Kick did not answer in time.', details);
		case 'too_large':
			return new KickError('invalid_response', UnreadableHint, details);
		case 'connection':
			return new KickError('network', 'The connection to Kick broke before the answer was complete.', details);
	}
}

function unreachable({ reason, connection }: ExchangeFailure): string {
	const words = connection ?? (reason === 'timeout' ? 'no answer in time' : null);
	return words === null ? 'Kick could not be reached.' : `Kick could not be reached: ${words}.`;
}

/** A call that may have happened: to be told to a person, never to be repeated. */
export function outcomeUnknown(details: { status?: number; detail?: string | null } = {}): KickError {
	return new KickError(
		'outcome_unknown',
		'Kick took the request, and no clear answer came: it may have worked. Look before you try again.',
		details
	);
}
