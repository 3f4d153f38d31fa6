import type { ConfigProblem } from './ConfigError.js';
import { readEnvironmentFile } from './readEnvironmentFile.js';
import type { Environment } from './Variables.js';

export interface EnvironmentWithFile {
	environment: Environment;
	/** Reason why the file could not be read. `null` when it was read or does not exist. */
	unread: ConfigProblem | null;
}

/** Returns the process's environment variables. No other file reads `process.env`. */
export function environment(): Environment {
	return process.env;
}

/** Adds the variables of the working folder's `.env` file. Variables that are already set keep their value. */
export function environmentWithFile(): EnvironmentWithFile {
	const file = readEnvironmentFile('.env');
	for (const [name, value] of Object.entries(file.unwrapOr({}))) process.env[name] ??= value;
	return { environment: process.env, unread: file.err().unwrapOr(null) };
}

/**
 * Removes the shard variables, because discord.js reads them too and throws its own error, for example on an empty
 * `SHARDS`. The ready bot passes them as options instead.
 */
export function removeShardVariables(): void {
	delete process.env.SHARDS;
	delete process.env.SHARD_COUNT;
}
