import type { ConfigProblem } from '../config/ConfigError.js';
import { shuttingDown } from '../setupErrors.js';
import type { ConfigLine, ConfigReport } from './ConfigReport.js';

const Lines = ['kick_channel', 'kick_broadcaster_user_id', 'kick_chatroom_id', 'OAuth token', 'Webhooks', 'Chat'];

/** Describes a bot without a Kick app. Nothing works until its owner sets one up. */
export function describeUnconfigured(missing: readonly ConfigProblem[]): ConfigReport {
	return {
		lines: allFailed('Kick is not configured.'),
		details: missing.map(({ variable, problem }): ConfigLine => ({ outcome: 'failed', text: `${variable} ${problem}` }))
	};
}

/** Describes a bot that is shutting down and can no longer read anything. */
export function describeStopped(): ConfigReport {
	return { lines: allFailed('not checked.'), details: [{ outcome: 'failed', text: shuttingDown().hint }] };
}

function allFailed(reason: string): ConfigLine[] {
	return Lines.map((name) => ({ outcome: 'failed', text: `${name}: ${reason}` }));
}
