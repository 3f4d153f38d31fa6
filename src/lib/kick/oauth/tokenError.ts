import type { KickError } from '../errors.js';
import type { KickAnswer } from '../http/answer.js';
import { answerError, kickErrorOf } from '../http/answerError.js';
import { oauthErrorAnswer } from './schemas.js';

/**
 * Maps a refusal of the token endpoint to an error.
 *
 * Only an explicit `invalid_grant` ends a link. In outages, Kick has answered with an empty 400 (KickDevDocs #156), and
 * its firewall with a 403 page (#148, #411).
 *
 * @param invalidGrantHint Hint for a code or refresh token that is no longer valid.
 */
export function tokenError(answer: KickAnswer, invalidGrantHint: string): KickError {
	const parsed = oauthErrorAnswer.safeParse(answer.json);
	const error = parsed.success ? parsed.data.error : null;
	if (answer.status === 400 || answer.status === 401) {
		if (error === 'invalid_grant') return kickErrorOf(answer, 'invalid_grant', invalidGrantHint);
		if (answer.status === 401 || error === 'invalid_client' || error === 'unauthorized_client') {
			return kickErrorOf(
				answer,
				'unauthorized',
				'Kick does not accept the app. Check KICK_CLIENT_ID and KICK_CLIENT_SECRET.'
			);
		}
	}
	return answerError(answer);
}
