import { KickError, type KickErrorCode } from '../errors.js';
import type { KickAnswer } from './answer.js';

/** Maps an answer other than 2xx to an error, for calls without a rule of their own. */
export function answerError(answer: KickAnswer): KickError {
	const [code, hint] = meaningOf(answer);
	return kickErrorOf(answer, code, hint);
}

/** Creates an error with the details of an answer. */
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
	"Kick's firewall blocked the request, which depends on this machine's address. Try later, or from another network.";

/**
 * Whether Kick's edge refused the request. It answers with a web page or its own JSON, which Kick's API never does:
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
			return ['unauthorized', 'Kick does not accept the token. If this happens again, link again with /kick link.'];
		case 403:
			return [
				'forbidden',
				'Kick does not allow this. A permission is missing, or the account is banned or muted there. ' +
					'Run /check_kick_config.'
			];
		case 404:
			return ['not_found', 'Kick could not find this. Check the channel with /check_kick_config.'];
		case 429:
			return ['rate_limited', 'Kick asks to slow down. Try again in a minute.'];
	}
	if (answer.status >= 500) return ['kick_unavailable', 'Kick has a problem right now. Try again in a few minutes.'];
	if (answer.status >= 400)
		return ['bad_request', 'Kick rejected the request. Check the setup with /check_kick_config, then try again.'];
	return ['invalid_response', UnreadableHint];
}
