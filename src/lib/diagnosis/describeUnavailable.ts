import type { ConfigProblem } from '../config/ConfigError.js';
import { shuttingDown } from '../setupErrors.js';
import type { ConfigLine, ConfigReport } from './ConfigReport.js';

const Lines = ['kick_channel', 'kick_broadcaster_user_id', 'kick_chatroom_id', 'OAuth token', 'Webhooks', 'Chat'];

/** Report of a bot without a Kick app: nothing works until its owner sets one. */
export function describeUnconfigured(missing: readonly ConfigProblem[]): ConfigReport {
	return {
		lines: allFailed('Kick is not configured.'),
		details: missing.map(({ variable, problem }): ConfigLine => ({ outcome: 'failed', text: `${variable} ${problem}` }))
	};
}

/** Report of a bot that is stopped and can read nothing any more. */
export function describeStopped(): ConfigReport {
	return { lines: allFailed('not checked.'), details: [{ outcome: 'failed', text: shuttingDown().hint }] };
}

function allFailed(reason: string): ConfigLine[] {
	return Lines.map((name) => ({ outcome: 'failed', text: `${name}: ${reason}` }));
}
