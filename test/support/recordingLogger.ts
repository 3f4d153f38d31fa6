import { inspect } from 'node:util';
import type { Logger } from '../../src/lib/logger.js';

/** Records log lines as a person would read them. */
export interface RecordingLogger extends Logger {
	readonly lines: string[];
}

export function recordingLogger(): RecordingLogger {
	const lines: string[] = [];
	const write = (...values: readonly unknown[]) =>
		void lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '));
	return { lines, debug: write, info: write, warn: write, error: write };
}
