/** Line of `check_kick_config`. */
export interface ConfigLine {
	outcome: 'ok' | 'warning' | 'failed';
	/** Text, for example `kick_channel: yourkickchannel`. A line that is not ok ends with what to do. */
	text: string;
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

export function warning(text: string): ConfigLine {
	return { outcome: 'warning', text };
}

export function failed(text: string): ConfigLine {
	return { outcome: 'failed', text };
}
