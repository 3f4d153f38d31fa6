import { err, ok, type Result } from '@sapphire/result';
import * as oauth from 'oauth4webapi';
import { KickError } from '../errors.js';

/**
 * Checks what the browser brought back from Kick's authorize page.
 *
 * @returns The parameters for the code exchange; `forbidden` when the user declined; `bad_request` when the address is
 * not an answer to this state, or was tampered with.
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

/** Names no word of the address: anybody can write one. */
function refusal(error: string): KickError {
	switch (error) {
		case 'access_denied':
			return new KickError('forbidden', 'You declined on the page of Kick. Nothing was linked.');
		case 'server_error':
		case 'temporarily_unavailable':
			return new KickError('kick_unavailable', 'Kick has a problem right now. Start the link again in a few minutes.');
		default:
			return new KickError(
				'bad_request',
				'Kick refused the request to link. Check the app in the developer settings of Kick.'
			);
	}
}

function notFromKick(): KickError {
	return new KickError('bad_request', 'This is not the answer to the link that was started. Start the link again.');
}
