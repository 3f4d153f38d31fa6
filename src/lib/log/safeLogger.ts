import type { Logger } from '../logger.js';
import { logText } from './logText.js';

/** Marks a logger that makes its texts safe itself. */
export const IsSafe = Symbol.for('sapphire-plugin-kick.isSafe');

/** A logger of the host that gets only texts of ours: whatever they quote, they hold no secret and control no terminal. */
export function safeLogger(logger: Logger): Logger {
	if (Reflect.get(logger, IsSafe) === true) return logger;
	return {
		debug: (...values) => logger.debug(...values.map(logText)),
		info: (...values) => logger.info(...values.map(logText)),
		warn: (...values) => logger.warn(...values.map(logText)),
		error: (...values) => logger.error(...values.map(logText))
	};
}
