import type { ConfigProblem } from './ConfigError.js';
import { readEnvironmentFile } from './readEnvironmentFile.js';
import type { Environment } from './Variables.js';

export interface EnvironmentWithFile {
	environment: Environment;
	/** Why the file could not be read; `null` when it was, or when there is none. */
	unread: ConfigProblem | null;
}

/** The process's environment: read here and nowhere else. */
export function environment(): Environment {
	return process.env;
}

/** Adds the variables of the working folder's `.env` file. One that is set already stays as it is. */
export function environmentWithFile(): EnvironmentWithFile {
	const file = readEnvironmentFile('.env');
	for (const [name, value] of Object.entries(file.unwrapOr({}))) process.env[name] ??= value;
	return { environment: process.env, unread: file.err().unwrapOr(null) };
}

/**
 * Removes the variables that discord.js would read by itself and throw an error of its own about, as with an empty
 * `SHARDS`. The ready bot hands them on as options.
 */
export function removeShardVariables(): void {
	delete process.env.SHARDS;
	delete process.env.SHARD_COUNT;
}
