import { err, ok, type Result } from '@sapphire/result';
import * as oauth from 'oauth4webapi';
import { KickError } from '../errors.js';

/**
 * Validates the redirect from Kick's consent page.
 *
 * @returns The parameters for the code exchange, or an error. `forbidden`: the user declined. `bad_request`: the
 * address does not belong to this state, or was tampered with.
 */
export function readCallback(
	server: oauth.AuthorizationServer,
	client: oauth.Client,
	callbackUrl: URL,
	state: string
): Result<URLSearchParams, KickError> {
	try {
		const parameters = oauth.validateAuthResponse(server, client, callbackUrl, state);
		const codes = parameters.getAll('code');
		return codes.length === 1 && codes[0] !== '' ? ok(parameters) : err(notFromKick());
	} catch (error) {
		if (error instanceof oauth.AuthorizationResponseError) return err(refusal(error.error));
		if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
			return err(notFromKick());
		}
		throw error;
	}
}

/** Describes a refusal. Quotes nothing from the address, because anyone can craft one. */
function refusal(error: string): KickError {
	switch (error) {
		case 'access_denied':
			return new KickError('forbidden', 'You declined on Kick. Nothing was linked. Start the link again to allow it.');
		case 'server_error':
		case 'temporarily_unavailable':
			return new KickError('kick_unavailable', 'Kick has a problem right now. Start the link again in a few minutes.');
		default:
			return new KickError(
				'bad_request',
				'Kick refused to start the link. Check the app at https://kick.com/settings/developer.'
			);
	}
}

function notFromKick(): KickError {
	return new KickError('bad_request', 'This page does not belong to the link that you started. Start the link again.');
}
