/**
 * What is wrong with a setup. A code stays the same when a text changes. Several lines may have the same code, because
 * one cause can break several things.
 */
export type ConfigCode =
	| 'not_configured'
	| 'stopped'
	| 'channel_not_set'
	| 'channel_renamed'
	| 'not_synced'
	| 'chatroom_missing'
	| 'chatroom_unproven'
	| 'chatroom_foreign'
	| 'chatroom_doubtful'
	| 'not_linked'
	| 'link_ended'
	| 'link_ends_soon'
	| 'wrong_token_key'
	| 'wrong_account'
	| 'scopes_missing'
	| 'subscriptions_missing'
	| 'clock_wrong'
	| 'nothing_delivered'
	| 'deliveries_late'
	| 'deliveries_silent'
	| 'socket_connecting'
	| 'socket_silent'
	| 'bot_account_missing'
	| 'bot_account_problem';

/** Line of `check_kick_config`. */
export interface ConfigLine {
	outcome: 'ok' | 'warning' | 'failed';
	/** Text, for example `kick_channel: yourkickchannel`. A line that is not ok ends with what to do. */
	text: string;
	/** Cause of a line of the report that is not ok. */
	code?: ConfigCode;
}

export interface ConfigReport {
	/** The six lines, whose order and wording are fixed. */
	lines: ConfigLine[];
	/** Lines below them: account, scopes, subscriptions, last delivery, public URLs. */
	details: ConfigLine[];
}

export function ok(text: string): ConfigLine {
	return { outcome: 'ok', text };
}

export function warning(code: ConfigCode, text: string): ConfigLine {
	return { outcome: 'warning', text, code };
}

export function failed(code: ConfigCode, text: string): ConfigLine {
	return { outcome: 'failed', text, code };
}
