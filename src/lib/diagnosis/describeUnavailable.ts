import type { ConfigProblem } from '../config/ConfigError.js';
import { shuttingDown } from '../setupErrors.js';
import { type ConfigCode, type ConfigLine, type ConfigReport, failed } from './ConfigReport.js';

const Lines = ['kick_channel', 'kick_broadcaster_user_id', 'kick_chatroom_id', 'OAuth token', 'Webhooks', 'Chat'];

/** Describes a bot without a Kick app. Nothing works until its owner sets one up. */
export function describeUnconfigured(missing: readonly ConfigProblem[]): ConfigReport {
	return {
		lines: allFailed('not_configured', 'Kick is not configured.'),
		details: missing.map(({ variable, problem }) => failed('not_configured', `${variable} ${problem}`))
	};
}

/** Describes a bot that is shutting down and can no longer read anything. */
export function describeStopped(): ConfigReport {
	return { lines: allFailed('stopped', 'not checked.'), details: [failed('stopped', shuttingDown().hint)] };
}

function allFailed(code: ConfigCode, reason: string): ConfigLine[] {
	return Lines.map((name) => failed(code, `${name}: ${reason}`));
}
