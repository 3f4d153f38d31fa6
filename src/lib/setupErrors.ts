import { NotLinkedHint } from './accounts/AccountTokens.js';
import { KickError } from './kick/errors.js';

export function notConfigured(): KickError {
	const hint =
		'Kick is not configured: the owner of this bot has to set KICK_CLIENT_ID, KICK_CLIENT_SECRET and OAUTH_BASE_URL.';
	return new KickError('not_configured', hint);
}

/** Answers whatever is asked of a bot that was stopped. */
export function shuttingDown(): KickError {
	return new KickError('stopped', 'The bot is shutting down. Try again when it is back.');
}

export function notSynced(): KickError {
	const hint = 'The channel is not synced yet. Run /kick channel, /kick link and /kick sync.';
	return new KickError('channel_not_synced', hint);
}

export function notLinked(): KickError {
	return new KickError('not_linked', NotLinkedHint);
}

/** The linked account is not the one that owns the server's channel. */
export function wrongAccount(): KickError {
	const hint = 'The linked Kick account does not own this channel. The owner has to run /kick link.';
	return new KickError('wrong_account', hint);
}

export function channelNotSet(): KickError {
	return new KickError('channel_not_set', 'No Kick channel is set. Run /kick channel first.');
}

export function changedMeanwhile(): KickError {
	const hint =
		'The settings of this server were changed in another place meanwhile. Run /check_kick_config to see them, then try again.';
	return new KickError('settings_changed', hint);
}
