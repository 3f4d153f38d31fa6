/** A line of `check_kick_config`. */
export interface ConfigLine {
	outcome: 'ok' | 'warning' | 'failed';
	/** For example `kick_channel: yourkickchannel`; a line that is not ok ends with what to do. */
	text: string;
}

export interface ConfigReport {
	/** The six lines of the seed, in its order and wording. */
	lines: ConfigLine[];
	/** What stands under them: account, scopes, subscriptions, last delivery, public URLs. */
	details: ConfigLine[];
}

export function ok(text: string): ConfigLine {
	return { outcome: 'ok', text };
}

export function warning(text: string): ConfigLine {
	return { outcome: 'warning', text };
}

export function failed(text: string): ConfigLine {
	return { outcome: 'failed', text };
}
