import type { Logger } from '../logger.js';
import { logText } from './logText.js';

/** Marker of a logger that already removes secrets itself. */
export const IsSafe = Symbol.for('sapphire-plugin-kick.isSafe');

/** Wraps the host bot's logger, so that the plugin's texts contain no secrets and no terminal control characters. */
export function safeLogger(logger: Logger): Logger {
	if (Reflect.get(logger, IsSafe) === true) return logger;
	return {
		debug: (...values) => logger.debug(...values.map(logText)),
		info: (...values) => logger.info(...values.map(logText)),
		warn: (...values) => logger.warn(...values.map(logText)),
		error: (...values) => logger.error(...values.map(logText))
	};
}
