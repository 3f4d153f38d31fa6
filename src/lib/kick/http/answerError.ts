import { KickError, type KickErrorCode } from '../errors.js';
import type { KickAnswer } from './answer.js';

/** What an answer other than 2xx means, where a call has no rule of its own. */
export function answerError(answer: KickAnswer): KickError {
	const [code, hint] = meaningOf(answer);
	return kickErrorOf(answer, code, hint);
}

/** An error with all that the answer tells. */
export function kickErrorOf(
	answer: KickAnswer,
	code: KickErrorCode,
	hint: string,
	refusal: string | null = null
): KickError {
	const { status, retryAfterMs, detail } = answer;
	return new KickError(code, hint, { status, retryAfterMs, detail, refusal });
}

export const UnreadableHint = 'Kick answered with something that cannot be read. Try again in a few minutes.';
export const BlockedHint =
	"Kick's firewall blocked the request. That depends on the address of this machine: try later, or from another network.";

/**
 * Kick's edge answers with a web page or with a JSON of its own shape; Kick's API never does.
 *
 * `{"error":"Request blocked by security policy.","reference":"9e4db7e3"}`
 */
export function isBlocked(answer: KickAnswer): boolean {
	return answer.status === 403 && (answer.isHtml || /blocked by security policy/i.test(answer.text));
}

function meaningOf(answer: KickAnswer): [KickErrorCode, string] {
	if (isBlocked(answer)) return ['blocked', BlockedHint];
	switch (answer.status) {
		case 401:
			return ['unauthorized', 'Kick does not accept the token. If it stays like this, link again with /kick link.'];
		case 403:
			return [
				'forbidden',
				'Kick does not allow this: a permission is missing, or the account is banned or muted there.'
			];
		case 404:
			return ['not_found', 'Kick does not know what was asked for. Check the channel with /check_kick_config.'];
		case 429:
			return ['rate_limited', 'Kick asks to slow down. Try again in a minute.'];
	}
	if (answer.status >= 500) return ['kick_unavailable', 'Kick has a problem right now. Try again in a few minutes.'];
	if (answer.status >= 400)
		return ['bad_request', 'Kick refused the request as wrong. Run /kick sync, then try again.'];
	return ['invalid_response', UnreadableHint];
}
