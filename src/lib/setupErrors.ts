import { linkCommand } from './accounts/linkAgainBy.js';
import { KickError } from './kick/errors.js';
import type { AccountRow } from './storage/repositories/AccountRepository.js';

export function notConfigured(): KickError {
	const hint =
		'Kick is not configured: the owner of this bot has to set KICK_CLIENT_ID, KICK_CLIENT_SECRET and OAUTH_BASE_URL.';
	return new KickError('not_configured', hint);
}

/** Error for every call to a bot that is stopping. */
export function shuttingDown(): KickError {
	return new KickError('stopped', 'The bot is shutting down. Try again when it is back.');
}

export function channelNotSet(): KickError {
	return new KickError('channel_not_set', 'No Kick channel is set. Run /kick channel first.');
}

export function notSynced(): KickError {
	const hint = 'The channel is not synced yet. Run /kick channel, /kick link and /kick sync.';
	return new KickError('channel_not_synced', hint);
}

export function changedMeanwhile(): KickError {
	const hint = 'The settings of this server have just changed. Run /check_kick_config to see them, then try again.';
	return new KickError('settings_changed', hint);
}

/** Error for an undo of a change after which the setting was changed again. */
export function changedSinceThen(): KickError {
	const hint = 'Nothing was undone: this setting has changed since then. Open the history to see its value now.';
	return new KickError('settings_changed', hint);
}

export function notLinked(): KickError {
	const hint = 'No OAuth token found. The streamer has to link the Kick account: run /kick link.';
	return new KickError('not_linked', hint);
}

/** Error for a link that changed while it was being removed. */
export function linkChangedMeanwhile(): KickError {
	const hint = 'The link of this server has just changed. Run /check_kick_config to see it, then try again.';
	return new KickError('not_linked', hint);
}

export function relinkRequired(): KickError {
	const hint = 'Kick no longer accepts the link of this account. The streamer has to link again: run /kick link.';
	return new KickError('relink_required', hint);
}

/** Error for a linked account that does not own the server's channel. */
export function wrongAccount(): KickError {
	const hint = 'The linked Kick account does not own this channel. The owner has to run /kick link.';
	return new KickError('wrong_account', hint);
}

/** Error like {@link wrongAccount}, for when both names are known. */
export function ownedByAnother(username: string, channel: string): KickError {
	return new KickError(
		'wrong_account',
		`The linked Kick account is ${username}, but the channel ${channel} belongs to someone else. ` +
			`The owner of ${channel} has to run /kick link. ` +
			'If this is not your channel, set your own with /kick channel.'
	);
}

/** Error for stored tokens that this bot's key does not open. Nothing is lost as long as the earlier key exists. */
export function wrongTokenKey(account: Pick<AccountRow, 'isBot' | 'slug'>): KickError {
	return new KickError(
		'wrong_token_key',
		'The stored tokens were encrypted with another key. The owner of this bot has to set KICK_TOKEN_KEY_OLD to the ' +
			'earlier KICK_TOKEN_KEY (or, if none was set, to the earlier KICK_CLIENT_SECRET) and to restart the bot. ' +
			`If that key is lost, link again: run ${linkCommand(account)}.`
	);
}

export function noBotAccount(): KickError {
	const hint = 'No bot account is linked. The owner of this bot can run /kick link account:bot.';
	return new KickError('not_linked', hint);
}

export function botRelinkRequired(): KickError {
	const hint =
		'Kick no longer accepts the link of the bot account. The owner of this bot has to run /kick link account:bot.';
	return new KickError('relink_required', hint);
}

/** Error for a bot account whose consent lacks the scope `chat:write`. */
export function botMayNotWrite(): KickError {
	return new KickError(
		'forbidden',
		'The bot account may not write in chat, because it was linked without chat:write. ' +
			'The owner of this bot has to tick chat:write in the Kick app, then run /kick link account:bot.'
	);
}
