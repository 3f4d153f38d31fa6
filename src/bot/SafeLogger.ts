import { Logger, LogLevel } from '@sapphire/framework';
import { logText } from '../lib/log/logText.js';
import { IsSafe } from '../lib/log/safeLogger.js';

/** Logger that removes secrets, because Sapphire's listeners also log library errors that contain tokens. */
export class SafeLogger extends Logger {
	public readonly [IsSafe] = true;

	public override trace(...values: readonly unknown[]): void {
		if (this.has(LogLevel.Trace)) super.trace(...values.map(logText));
	}

	public override debug(...values: readonly unknown[]): void {
		if (this.has(LogLevel.Debug)) super.debug(...values.map(logText));
	}

	public override info(...values: readonly unknown[]): void {
		super.info(...values.map(logText));
	}

	public override warn(...values: readonly unknown[]): void {
		super.warn(...values.map(logText));
	}

	public override error(...values: readonly unknown[]): void {
		super.error(...values.map(logText));
	}

	public override fatal(...values: readonly unknown[]): void {
		super.fatal(...values.map(logText));
	}
}
