import type { ConfigProblem } from '../config/ConfigError.js';
import type { ConfigLine, ConfigReport } from './ConfigReport.js';

const Lines = ['kick_channel', 'kick_broadcaster_user_id', 'kick_chatroom_id', 'OAuth token', 'Webhooks', 'Chat'];

/** The report of a bot without a Kick app: nothing can work, and only its owner can mend that. */
export function describeUnconfigured(missing: readonly ConfigProblem[]): ConfigReport {
	return {
		lines: Lines.map((name): ConfigLine => ({ outcome: 'failed', text: `${name}: Kick is not configured.` })),
		details: missing.map(({ variable, problem }): ConfigLine => ({ outcome: 'failed', text: `${variable} ${problem}` }))
	};
}
