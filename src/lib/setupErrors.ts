import { KickError } from './kick/errors.js';

export function notConfigured(): KickError {
	const hint =
		'Kick is not configured: the owner of this bot has to set KICK_CLIENT_ID, KICK_CLIENT_SECRET and OAUTH_BASE_URL.';
	return new KickError('not_configured', hint);
}

export function notSynced(): KickError {
	const hint = 'The channel is not synced yet. Run /kick channel, /kick link and /kick sync.';
	return new KickError('channel_not_synced', hint);
}
